/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What invented news tells of, and in which sentences.
 */
#ifndef CORPUS_GENERATE_TABLES_H
#define CORPUS_GENERATE_TABLES_H

#include "generate_private.h"

/* Words an article and a sentence: see bl_quantile. */
static const uint16_t article_words[] = { 20,  80,  110, 140, 170, 210,  255,
					  305, 375, 460, 580, 830, 1350, 2800 };
static const uint16_t sentence_words[] = { 4,  10, 13, 16, 18, 21, 23,
					   26, 29, 33, 38, 48, 70 };

struct place {
	const char *name, *country;
};

static const struct place places[] = {
	{ "Karachi", "Pakistan" },
	{ "Peshawar", "Pakistan" },
	{ "Quetta", "Pakistan" },
	{ "Kabul", "Afghanistan" },
	{ "Kandahar", "Afghanistan" },
	{ "Baghdad", "Iraq" },
	{ "Mosul", "Iraq" },
	{ "Damascus", "Syria" },
	{ "Aleppo", "Syria" },
	{ "Mogadishu", "Somalia" },
	{ "Kismayo", "Somalia" },
	{ "Maiduguri", "Nigeria" },
	{ "Kano", "Nigeria" },
	{ "Nairobi", "Kenya" },
	{ "Kampala", "Uganda" },
	{ "Goma", "Congo" },
	{ "Bamako", "Mali" },
	{ "Cairo", "Egypt" },
	{ "Istanbul", "Turkey" },
	{ "Izmir", "Turkey" },
	{ "Tehran", "Iran" },
	{ "Colombo", "Sri Lanka" },
	{ "Kandy", "Sri Lanka" },
	{ "Jaffna", "Sri Lanka" },
	{ "Dhaka", "Bangladesh" },
	{ "Mumbai", "India" },
	{ "Hyderabad", "India" },
	{ "Srinagar", "India" },
	{ "Kathmandu", "Nepal" },
	{ "Jakarta", "Indonesia" },
	{ "Manila", "Philippines" },
	{ "Davao", "Philippines" },
	{ "Yangon", "Myanmar" },
	{ "Bangkok", "Thailand" },
	{ "Lima", "Peru" },
	{ "Bogot\xc3\xa1", "Colombia" },
	{ "Medell\xc3\xadn", "Colombia" },
	{ "San Salvador", "El Salvador" },
	{ "Guatemala City", "Guatemala" },
	{ "Port-au-Prince", "Haiti" },
	{ "Caracas", "Venezuela" },
	{ "Santiago", "Chile" },
	{ "Mexico City", "Mexico" },
	{ "Athens", "Greece" },
	{ "Marseille", "France" },
	{ "London", "United Kingdom" },
	{ "Kyiv", "Ukraine" },
	{ "Kharkiv", "Ukraine" },
};

static const char *const actors[] = {
	"gunmen",
	"militants",
	"armed men",
	"unidentified attackers",
	"Taliban fighters",
	"insurgents",
	"al-Shabaab fighters",
	"separatist rebels",
	"Boko Haram militants",
	"suspected rebels",
};

static const char *const targets[] = {
	"a police station", "a crowded market", "an army checkpoint",
	"a mosque",         "a school",         "a bus station",
	"a hotel",          "a church",         "a government office",
	"a convoy",         "a hospital",       "a power station",
};

/*
 * A report of an incident: its headline and its first sentences, with
 *	%p place  %c country  %k dead  %i injured  %a who  %t target  %w day
 */
struct report {
	const char *title, *lead, *more;
};

static const struct report reports[] = {
	{ "Bomb blast kills %k in %p",
	  "At least %k people were killed and %i injured when a bomb exploded "
	  "near %t in %p, %c, on %w, police said.",
	  "No group has claimed responsibility for the bombing." },
	{ "Suicide bomber strikes %t in %p, %k dead",
	  "A suicide bomber blew himself up outside %t in %p on %w, killing %k "
	  "people and wounding %i others, officials in %c said.",
	  "Police blamed %a for the attack." },
	{ "Car bomb near %t in %p leaves %k dead",
	  "A car bomb went off near %t in %p on %w, leaving %k people dead and "
	  "%i wounded.",
	  "%a claimed responsibility for the car bombing." },
	{ "%k killed as %a storm %t in %p",
	  "%a attacked %t in %p on %w, killing %k people, the interior "
	  "ministry of %c said; %i more were injured.",
	  "The attackers fled before troops arrived." },
	{ "Ambush near %p kills %k soldiers",
	  "%k soldiers were killed and %i injured on %w when %a ambushed their "
	  "patrol near %p in %c.",
	  "An army spokesman said a search was under way." },
	{ "Shooting in %p leaves %k dead",
	  "%k people were shot dead and %i wounded when %a opened fire on %t in "
	  "%p on %w.",
	  "Witnesses said the gunfire lasted for several minutes." },
	{ "%a kidnap %k workers near %p",
	  "%a kidnapped %k workers from %t near %p in %c on %w, officials said.",
	  "The kidnappers have demanded a ransom." },
	{ "Earthquake near %p kills %k",
	  "An earthquake struck near %p on %w, killing %k people and injuring "
	  "%i, the disaster agency of %c said.",
	  "Aftershocks were felt throughout the night." },
	{ "Floods in %p leave %k dead",
	  "Flash floods swept through %p in %c on %w, killing at least %k "
	  "people and injuring %i.",
	  "Hundreds of families were moved to shelters." },
	{ "Landslide buries homes near %p, %k dead",
	  "A landslide buried homes near %p on %w, killing %k people; %i "
	  "survivors were taken to hospital.",
	  "Heavy rain hampered the search." },
	{ "Bus plunges into ravine near %p, killing %k",
	  "%k passengers were killed and %i injured when a bus plunged into a "
	  "ravine near %p, %c, on %w.",
	  "The driver had lost control on a sharp bend." },
	{ "Train derails near %p, %k dead",
	  "A passenger train derailed near %p on %w, killing %k people and "
	  "injuring %i, railway officials said.",
	  "The cause of the accident is being investigated." },
	{ "Fire at factory in %p kills %k",
	  "A fire tore through a garment factory in %p, %c, on %w, killing %k "
	  "workers and injuring %i.",
	  "Fire fighters took six hours to control the blaze." },
	{ "Ferry sinks off %p, %k drown",
	  "%k people drowned when a ferry sank off %p on %w; %i others were "
	  "rescued with injuries.",
	  "The vessel was overloaded, the coast guard of %c said." },
	{ "Protest in %p turns violent, %k dead",
	  "%k people were killed and %i injured in %p on %w when police clashed "
	  "with protesters near %t.",
	  "The government of %c imposed a curfew." },
	{ "Air strike on %p kills %k",
	  "An air strike hit %t in %p on %w, killing %k people and wounding %i, "
	  "medics in %c said.",
	  "The military said it had targeted %a." },
};

/* What an update says of the incident before it. */
static const char update_lead[] =
	"The death toll has risen to %k, with %i injured, officials in %p said "
	"on %w.";
static const char update_note[] =
	"This report was updated on %w with further details.";

static const struct weighted outlets[] = {
	{ "dailyherald", 18000 },    { "morningpost", 12000 },
	{ "thecourier", 8600 },      { "nationaltimes", 6400 },
	{ "wirenews", 5000 },        { "eveningstar", 4000 },
	{ "thegazette", 3000 },      { "islandnews", 2300 },
	{ "capitalobserver", 1800 }, { "harbourtimes", 1400 },
	{ "frontierpost", 1100 },    { "valleytribune", 836 },
	{ "border-report", 600 },    { "theledger", 500 },
};

static const char *const weekdays[7] = {
	"Thursday", "Friday",  "Saturday", "Sunday",
	"Monday",   "Tuesday", "Wednesday"
}; /* 1970-01-01: Thursday */

#endif
