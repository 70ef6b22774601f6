/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is no incident, though it has the words of one. */
#include "test_incident.h"

static void test_miss__other_meanings_of_the_words(void **state)
{
	static const struct sentence_case cases[] = {
		{ "He killed the engine and walked to the beach in Galle.",
		  "none" },
		{ "They killed time at the airport in Madrid.", "none" },
		{ "The senate killed the bill in Washington on Friday.",
		  "none" },
		{ "She spent the summer shooting a film in Rome.", "none" },
		{ "The director was shooting a documentary near Nairobi.",
		  "none" },
		{ "The musical bombed at the box office in London.", "none" },
		{ "A striker shot wide in the final minutes of the match in "
		  "Lisbon, and the goalkeeper saved a penalty.",
		  "none" },
		{ "The bowler claimed four wickets for 12 runs in Galle.",
		  "none" },
		{ "The government is fighting inflation in Buenos Aires.",
		  "none" },
		{ "The death toll of jobs in the factories of Turin worries "
		  "economists.",
		  "none" },
		{ "The merger drew a storm of criticism in Zurich.", "none" },
		{ "An avalanche of orders surprised the bakery in Vienna.",
		  "none" },
		{ "A flood of tourists returned to Venice on Friday.", "none" },
		{ "The minister faced a barrage of questions in Delhi.",
		  "none" },
		{ "The mayor struck a deal with the unions in Turin on "
		  "Friday.",
		  "none" },
		{ "The new crash course in Spanish begins in Boston on "
		  "Monday.",
		  "none" },
		{ "Her blast furnace poetry was read in Sheffield.", "none" },
		{ "A killer whale was seen off Galway on Friday.", "none" },
		{ "The rape seed harvest near Lyon was good.", "none" },
		{ "The murder mystery opened at a theatre in Dublin.", "none" },
		{ "The company fired two managers in Tokyo on Friday.",
		  "none" },
		{ "The drill instructor retired in Norfolk on Friday.",
		  "none" },
		{ "The gold mine near Accra raised its output.", "none" },
		{ "The bullet train from Tokyo to Osaka was late.", "none" },
		{ "The shooting star was seen over Perth on Friday.", "none" },
		{ "The band's new song was a smash hit in Berlin.", "none" },
		{ "Shares dived in Tokyo after the crash in prices.", "none" },
		{ "A bomb cyclone is no reason to cancel, said the harbour "
		  "master of Boston.",
		  "none" },
		{ "The peace talks in Oslo ended a war of words.", "none" },
		{ "The senator won a long shot race in Ohio.", "none" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_miss__what_did_not_happen(void **state)
{
	static const struct sentence_case cases[] = {
		{ "The town of Omagh will be bombed, a false rumour said.",
		  "none" },
		{ "The rebels will attack any convoy near Goma.", "none" },
		{ "A bomb could kill many people in Quetta.", "none" },
		{ "The wall is to prevent attacks in Baghdad.", "none" },
		{ "No bomb exploded in Madrid on Friday.", "none" },
		{ "The minister warned of attacks in Paris.", "none" },
		{ "The guards might have been attacked in Lima.", "none" },
		{ "Fears of an earthquake emptied the hotels of Naples.",
		  "none" },
		{ "If gunmen attack the school in Lyon, the doors close.",
		  "none" },
		{ "What do you think about kidnappings in Colombia? I oppose "
		  "them.",
		  "none" },
		{ "Who murdered the judge in Palermo? Nobody would say.",
		  "none" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_miss__of_long_ago_and_of_many_events(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A minute's silence was held in Omagh for the 12 killed in "
		  "1998.",
		  "none" },
		{ "Omagh marked the anniversary of the bombing on Friday.",
		  "none" },
		{ "A memorial service for the miners who died was held in "
		  "Aberfan.",
		  "none" },
		{ "The war has killed 70,000 people in the country.", "none" },
		{ "The guerrillas said that 15,000 people were killed.",
		  "none" },
		{ "Kidnappings have become common in Caracas.", "none" },
		{ "In 2016, 762 people were killed in Chicago since January.",
		  "none" },
		{ "On average, ten people die in floods every year in Galle.",
		  "none" },
		{ "Over the past ten years, 400 people were murdered in "
		  "Acapulco.",
		  "none" },
		{ "Murders and kidnappings must end, the bishop said.",
		  "none" },
		{ "Robberies, murders and other crimes are a plague, the "
		  "governor said.",
		  "none" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_miss__words_without_an_event(void **state)
{
	static const struct sentence_case cases[] = {
		{ "The army held a drill with a mock attack in Galle.",
		  "none" },
		{ "The ambassador spoke in protest of the new law.", "none" },
		{ "The clerk faces charges of robbery, a court in Lyon said.",
		  "none" },
		{ "The crime of arson is punished by ten years in Texas, said "
		  "the lawyer in a lecture on the history of law.",
		  "none" },
		{ "Troops seized 16 grenades and two rifles in San Marcos.",
		  "none" },
		{ "Police found an arms cache with rockets and mortars near "
		  "Kirkuk.",
		  "none" },
		{ "Customs officers confiscated explosives at the port of "
		  "Genoa.",
		  "none" },
		{ "Hundreds of Israeli-made guns were found on the farm of a "
		  "dead drug baron in Bogota.",
		  "none" },
		{ "The fire brigade of Oslo bought three fire engines.",
		  "none" },
		{ "The bomb squad of Miami has a new robot.", "none" },
		{ "The homicide unit of Boston moved to a new office.",
		  "none" },
		{ "The death penalty was abolished in Turkey.", "none" },
		{ "He was sentenced to death row in Texas.", "none" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

/* Far down in an article on something else. */
static void test_miss__told_in_passing(void **state)
{
	static const char lead[] =
		"The council of Limon met on Friday. It spoke of the budget. "
		"It will build a bridge. Two members were away. The mayor "
		"opened a school. She thanked the teachers. Lunch was late. "
		"A vote is due in March. ";
	static const struct sentence_case cases[] = {
		{ "The speaker had been linked to the murder of a judge.",
		  "none" },
		{ "One member recalled the 1989 assassination of a senator.",
		  "none" },
		{ "One member recalled the bombing of a bank in Cali.",
		  "none" },
		{ "One member was born when an attack killed two guards in "
		  "Cali in 1961.",
		  "none" },
		{ "Meanwhile, a bomb exploded in Cali on Thursday, killing "
		  "two guards.",
		  "type=bombing killed=2 place=Cali date=2023-02-16" },
	};
	struct extraction e;
	int faults = 0;
	size_t i;

	(void)state;
	extraction_open(&e);
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char text[1024];

		snprintf(text, sizeof(text), "%s%s", lead, cases[i].text);
		extract(&e, "", text);
		if (strcmp(cases[i].want, "none") == 0)
			faults += check_incident(&e, 0, cases[i].text,
						 "incidents=0");
		else
			faults += check_incident(&e, 0, cases[i].text,
						 cases[i].want);
	}
	extraction_close(&e);
	assert_int_equal(faults, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_miss__other_meanings_of_the_words),
		cmocka_unit_test(test_miss__what_did_not_happen),
		cmocka_unit_test(test_miss__of_long_ago_and_of_many_events),
		cmocka_unit_test(test_miss__words_without_an_event),
		cmocka_unit_test(test_miss__told_in_passing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
