/* SPDX-License-Identifier: GPL-2.0-or-later */
/* When, where and who.  Articles are of Monday, 2023-02-20. */
#include "test_incident.h"

static void test_date__of_the_calendar(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A bomb exploded in Quetta on February 17.",
		  "date=2023-02-17" },
		{ "A bomb exploded in Quetta on 17 February.",
		  "date=2023-02-17" },
		{ "A bomb exploded in Quetta on Feb. 17.", "date=2023-02-17" },
		{ "A bomb exploded in Quetta on February 17th.",
		  "date=2023-02-17" },
		{ "A bomb exploded in Quetta on February 17, 2021.",
		  "date=2021-02-17" },
		{ "A bomb exploded in Quetta on 17 February 2021.",
		  "date=2021-02-17" },
		{ "A bomb exploded in Quetta on 2021-02-17.",
		  "date=2021-02-17" },
		{ "A bomb exploded in Quetta on 2/17/2021.",
		  "date=2021-02-17" },
		{ "A bomb exploded in Quetta on 17/2/2021.",
		  "date=2021-02-17" },
		{ "A bomb exploded in Quetta on December 30.",
		  "date=2022-12-30" },
		{ "A bomb exploded in Quetta in December.",
		  "date=2022-12-01..2022-12-31" },
		{ "A bomb exploded in Quetta in December 2020.",
		  "date=2020-12-01..2020-12-31" },
		{ "A bomb exploded in Quetta in 2019.",
		  "date=2019-01-01..2019-12-31" },
		{ "Bombs exploded in Quetta on 11 and 12 February.",
		  "date=2023-02-11..2023-02-12" },
		{ "A bomb exploded in Quetta on Christmas Eve.",
		  "date=2022-12-24" },
		{ "A bomb exploded in Quetta, killing two people.", "date=-" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_date__counted_from_the_day_of_the_article(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A bomb exploded in Quetta today.", "date=2023-02-20" },
		{ "A bomb exploded in Quetta this morning.",
		  "date=2023-02-20" },
		{ "A bomb exploded in Quetta yesterday.", "date=2023-02-19" },
		{ "A bomb exploded in Quetta last night.", "date=2023-02-19" },
		{ "A bomb exploded in Quetta the day before yesterday.",
		  "date=2023-02-18" },
		{ "A bomb exploded in Quetta on Monday.", "date=2023-02-20" },
		{ "A bomb exploded in Quetta on Sunday.", "date=2023-02-19" },
		{ "A bomb exploded in Quetta on Friday night.",
		  "date=2023-02-17" },
		{ "A bomb exploded in Quetta Tuesday.", "date=2023-02-14" },
		{ "A bomb exploded in Quetta two days ago.",
		  "date=2023-02-18" },
		{ "A bomb exploded in Quetta last month.",
		  "date=2023-01-01..2023-01-31" },
		{ "A bomb exploded in Quetta the month before.",
		  "date=2023-01-01..2023-01-31" },
		{ "A bomb exploded in Quetta last week.",
		  "date=2023-02-13..2023-02-19" },
		{ "A bomb exploded in Quetta over the weekend.",
		  "date=2023-02-18..2023-02-19" },
		{ "A bomb exploded in Quetta a few minutes ago.",
		  "date=2023-02-20" },
		{ "A bomb exploded in Quetta last year.",
		  "date=2022-01-01..2022-12-31" },
		{ "A bomb exploded in Quetta three years ago.",
		  "date=2020-01-01..2020-12-31" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_date__of_the_event_not_of_the_report(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Police said Sunday that a bomb exploded in Quetta on "
		  "Friday.",
		  "date=2023-02-17" },
		{ "A bomb exploded in Quetta on Friday, police said Sunday.",
		  "date=2023-02-17" },
		{ "A bomb exploded in Quetta over the weekend. It went off on "
		  "Saturday evening.",
		  "date=2023-02-18" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_place__names_and_what_they_mean(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A bomb exploded in Karachi on Friday.",
		  "place=Karachi country=PK" },
		{ "A bomb exploded in San Salvador on Friday.",
		  "place=San_Salvador country=SV" },
		{ "A man was shot in Springfield, Illinois, on Friday.",
		  "place=Springfield admin=Illinois country=US" },
		{ "A man was shot in Springfield, Massachusetts, on Friday.",
		  "place=Springfield admin=Massachusetts country=US" },
		{ "A bomb exploded in Iraq on Friday.",
		  "place=Iraq country=IQ" },
		{ "Rebels attacked the village of Zubwaku on Friday.",
		  "place=Zubwaku" },
		{ "Two people were shot in Paris, Texas, on Friday.",
		  "place=Paris admin=Texas country=US" },
		{ "A bomb exploded near Kirkuk in northern Iraq on Friday.",
		  "place=Kirkuk country=IQ" },
		{ "Gunmen attacked a police post near Quetta on Friday. "
		  "Police in Islamabad said the hunt was on.",
		  "place=Quetta country=PK" },
		{ "An Israeli soldier was shot dead in Hebron on Friday.",
		  "place=Hebron" },
		{ "A bomb exploded in the Philippines on Friday.",
		  "country=PH" },
		{ "NORFOLK, Va. - A man was shot and killed on Sunday evening.",
		  "place=Norfolk country=US" },
		{ "Gunmen killed three Nigerian soldiers on Friday.",
		  "country=NG" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_place__is_not_a_name_of_somebody(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A bomb exploded in Karachi on Friday, the Boston Globe "
		  "reported.",
		  "place=Karachi" },
		{ "John Jackson was shot dead in Chicago on Friday.",
		  "place=Chicago" },
		{ "Kathrina Durham was shot in Tempe on Friday. Durham died.",
		  "place=Tempe" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_actor__is_found_by_any_name(void **state)
{
	static const char *const ttp[] = {
		"TTP",
		"ttp",
		"Pakistani Taliban",
		"tehrik-e taliban pakistan",
		"Tehrik-e-Taliban Pakistan",
	};
	bl_actor_id id = bl_actor_find(BL_STR("TTP"));
	size_t i;

	(void)state;
	assert_int_not_equal(id, BL_ACTOR_NONE);
	for (i = 0; i < sizeof(ttp) / sizeof(ttp[0]); i++)
		assert_int_equal(bl_actor_find(bl_str_from(ttp[i])), id);
	assert_int_equal(bl_actor_find(BL_STR("Rotary Club")), BL_ACTOR_NONE);
	assert_int_equal(bl_actor_find(BL_STR("")), BL_ACTOR_NONE);
	assert_int_equal(bl_actor_name(BL_ACTOR_NONE, 0).len, 0);
	assert_int_equal(bl_actor_name(id, 1000).len, 0);
}

static void test_categories__have_names_both_ways(void **state)
{
	unsigned i;

	(void)state;
	for (i = 0; bl_incident_target_name(i); i++)
		assert_int_equal(bl_incident_target_find(bl_str_from(
					 bl_incident_target_name(i))),
				 1u << i);
	assert_int_equal(i, 14);
	for (i = 0; bl_incident_weapon_name(i); i++)
		assert_int_equal(bl_incident_weapon_find(bl_str_from(
					 bl_incident_weapon_name(i))),
				 1u << i);
	assert_int_equal(i, 12);
	assert_int_equal(bl_incident_target_find(BL_STR("moon")), 0);
	for (i = 0; i < BL_STAGES; i++)
		assert_int_equal(bl_incident_stage_find(bl_str_from(
					 bl_incident_stage_name(i))),
				 i);
	assert_int_equal(bl_incident_stage_find(BL_STR("dreamt")), BL_STAGES);
}

static void test_merge__background_is_an_incident_of_its_own(void **state)
{
	struct extraction e;

	(void)state;
	extraction_open(&e);
	extract(&e, "Four killed in attack on police station in Karachi",
		"Gunmen attacked a police station in Karachi on Friday, "
		"killing four people.\n\n"
		"Last month, a suicide bombing on a mosque in Peshawar killed "
		"more than 100 people and injured more than 200.");
	assert_int_equal(
		check_incident(&e, 0, "main",
			       "killed=4 place=Karachi "
			       "date=2023-02-17 incidents=2") +
			check_incident(&e, 1, "background",
				       "type=suicide-bombing killed=100+ "
				       "injured=200+ place=Peshawar "
				       "date=2023-01-01..2023-01-31 "
				       "target=religious"),
		0);
	extraction_close(&e);
}

/* What somebody says today is of this week, and not of 1963. */
static void test_merge__a_statement_is_of_late(void **state)
{
	struct extraction e;

	(void)state;
	extraction_open(&e);
	extract(&e, "Plot to bomb a court in Birmingham foiled",
		"Agents said on Sunday that they had foiled a plot to bomb "
		"the court in Birmingham.\n\n"
		"The bombing of a church in Birmingham on September 15, 1963, "
		"killed four girls.");
	assert_int_equal(check_incident(&e, 0, "main",
					"type=bombing date=2023-02-19 "
					"killed=- incidents=2") +
				 check_incident(&e, 1, "background",
						"killed=4 date=1963-09-15"),
			 0);
	extraction_close(&e);
}

/* News is reminded of what was as bad; a name in passing is no reminder. */
static void test_merge__background_with_a_toll_and_a_date_stays(void **state)
{
	static const char lead[] =
		"Gunmen attacked a hotel in Mogadishu on Saturday, killing "
		"sixteen people. Guests hid under the beds. The owner was "
		"abroad. Firemen came at noon. ";
	static const struct sentence_case cases[] = {
		{ "In October 2017 a truck bomb in the city killed more than "
		  "580 people.",
		  "killed=580+ date=2017-10-01..2017-10-31 incidents=2" },
		{ "Crosses stood there from an accident in August 2018 in "
		  "which a van fell and four teachers lost their lives.",
		  "killed=4 date=2018-08-01..2018-08-31 incidents=2" },
		{ "Militants stormed the border on 7 October 2021, killing "
		  "1,200 people.",
		  "killed=1200 date=2021-10-07 incidents=2" },
		{ "A ferry caught fire off Colombo in May 2021.",
		  "place=Colombo date=2021-05-01..2021-05-31 incidents=2" },
		{ "A judge was stabbed to death in Nairobi on 3 May 2021.",
		  "killed=1 place=Nairobi date=2021-05-03 incidents=2" },
	};
	static const char *const passing[] = {
		"He was a witness of the 1986 kidnapping of a consul.",
		"The militants killed 1,200 people.",
		"The hotel is named for the bombing of 1975.",
	};
	struct extraction e;
	char text[SAID_BYTES];
	int faults = 0;
	size_t i;

	(void)state;
	extraction_open(&e);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		snprintf(text, sizeof(text), "%s%s", lead, cases[i].text);
		extract(&e, "", text);
		faults += check_incident(&e, 1, text, cases[i].want);
	}
	for (i = 0; i < sizeof(passing) / sizeof(passing[0]); i++) {
		snprintf(text, sizeof(text), "%s%s", lead, passing[i]);
		extract(&e, "", text);
		faults += check_incident(&e, 0, text, "killed=16 incidents=1");
	}
	extraction_close(&e);
	assert_int_equal(faults, 0);
}

static void test_merge__a_title_names_an_incident_without_harm(void **state)
{
	struct extraction e;

	(void)state;
	extraction_open(&e);
	extract(&e, "Police break up student protest in Colombo",
		"The students had asked to be heard by the minister. He was "
		"not in his office. They went home when it rained. The "
		"lectures began again at nine. Nobody spoke of the matter.");
	assert_int_equal(check_incident(&e, 0, "title",
					"type=protest place=Colombo "
					"incidents=1"),
			 0);
	extraction_close(&e);
}

static void test_merge__another_incident_is_told_as_such(void **state)
{
	struct extraction e;

	(void)state;
	extraction_open(&e);
	extract(&e, "",
		"A bomb exploded at a bank in Medellin on Friday, killing two "
		"clerks. In another attack, gunmen shot dead a judge in Cali "
		"on Saturday.");
	assert_int_equal(check_incident(&e, 0, "first",
					"type=bombing killed=2 incidents=2") +
				 check_incident(&e, 1, "second",
						"type=shooting killed=1 "
						"place=Cali "
						"date=2023-02-18"),
			 0);
	extraction_close(&e);
}

/* Words that go on to the next thing; "also" may go on with what came of the
 * same, too. */
static void test_merge__some_words_tell_of_more(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Guerrillas attacked a farm near Flores on Friday. They "
		  "also attacked a post, killing two soldiers.",
		  "killed=- incidents=2" },
		{ "Gunmen kidnapped a priest in Kaduna on Friday. They also "
		  "kidnapped two farmers.",
		  "kidnapped=1 incidents=2" },
		{ "Rebels bombed a bank in Lima on Friday. Police also said "
		  "that a bomb exploded in a bus, killing two.",
		  "killed=- incidents=2" },
		{ "A bomb exploded in Lima on Friday, killing two. Another "
		  "explosion killed a guard at a bank.",
		  "killed=2 incidents=2" },
		{ "A bomb exploded in Lima on Friday, killing two. A third "
		  "bomb exploded in a bank.",
		  "killed=2 incidents=2" },
		{ "A bomb exploded in Lima on Friday, killing two. Finally, "
		  "a bomb exploded in a bank.",
		  "killed=2 incidents=2" },
		{ "A bomb exploded in Mosul on Friday, killing two. The blast "
		  "also injured a guard.",
		  "killed=2 injured=1 incidents=1" },
		{ "Gunmen shot a man dead in Kirkuk on Friday. His daughter "
		  "was also shot.",
		  "killed=1 incidents=1" },
		{ "Gunmen shot a man dead in Kirkuk on Friday. Police also "
		  "said that the shooting was filmed.",
		  "killed=1 incidents=1" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

/* A bombing is not a murder, though both may be "the attack"; and what
 * happened on two days is not one incident. */
static void test_merge__kinds_and_days_part_incidents(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Gunmen murdered four farmers near Huanuco on Friday. Then "
		  "they dynamited the town hall.",
		  "type=murder killed=4 incidents=2" },
		{ "A car bomb exploded in Medellin on Friday. A judge was "
		  "assassinated in Envigado.",
		  "type=car-bombing incidents=2" },
		{ "Gunmen opened fire in Karachi on Friday and killed four. "
		  "They detonated a bomb at the gate.",
		  "killed=4 incidents=1" },
		{ "A bomb exploded in Mosul on Friday. The attack killed four.",
		  "type=bombing killed=4 incidents=1" },
		{ "Gunmen shot a mayor dead in Cali on Friday. Gunmen shot a "
		  "judge dead on Saturday.",
		  "date=2023-02-17 killed=1 incidents=2" },
		{ "Gunmen shot a mayor dead in Cali on Friday. The shooting, "
		  "which was reported on Saturday, shocked the town.",
		  "date=2023-02-17 killed=1 incidents=1" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_merge__a_sentence_tells_of_two_kinds(void **state)
{
	struct extraction e;

	(void)state;
	extraction_open(&e);
	extract(&e, "",
		"Guerrillas shot dead two guards and set fire to a bus in Cali "
		"on Friday.");
	assert_int_equal(check_incident(&e, 0, "first",
					"killed=2 incidents=2 place=Cali") +
				 check_incident(&e, 1, "second",
						"type=arson killed=- "
						"place=Cali date=2023-02-17"),
			 0);
	extraction_close(&e);
}

static void test_merge__reads_telegrams(void **state)
{
	struct extraction e;

	(void)state;
	extraction_open(&e);
	extract(&e, "",
		"BOGOTA, 14 FEB 23 (DOMESTIC SERVICE) -- [TEXT] GUERRILLAS OF "
		"THE ARMY\nOF NATIONAL LIBERATION TODAY DYNAMITED AN OIL "
		"PIPELINE NEAR ARAUCA,\nIN EASTERN COLOMBIA, AND KILLED TWO "
		"SOLDIERS.  NO GROUP HAS CLAIMED\nRESPONSIBILITY.\n");
	assert_int_equal(check_incident(&e, 0, "telegram",
					"type=bombing killed=2 place=Arauca "
					"country=CO claimed=no "
					"target=utility"),
			 0);
	extraction_close(&e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_date__of_the_calendar),
		cmocka_unit_test(
			test_date__counted_from_the_day_of_the_article),
		cmocka_unit_test(test_date__of_the_event_not_of_the_report),
		cmocka_unit_test(test_place__names_and_what_they_mean),
		cmocka_unit_test(test_place__is_not_a_name_of_somebody),
		cmocka_unit_test(test_actor__is_found_by_any_name),
		cmocka_unit_test(test_categories__have_names_both_ways),
		cmocka_unit_test(test_merge__a_statement_is_of_late),
		cmocka_unit_test(
			test_merge__background_is_an_incident_of_its_own),
		cmocka_unit_test(
			test_merge__background_with_a_toll_and_a_date_stays),
		cmocka_unit_test(
			test_merge__a_title_names_an_incident_without_harm),
		cmocka_unit_test(test_merge__another_incident_is_told_as_such),
		cmocka_unit_test(test_merge__some_words_tell_of_more),
		cmocka_unit_test(test_merge__kinds_and_days_part_incidents),
		cmocka_unit_test(test_merge__a_sentence_tells_of_two_kinds),
		cmocka_unit_test(test_merge__reads_telegrams),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
