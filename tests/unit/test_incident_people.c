/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who is counted, and who stands there only to describe somebody. */
#include "test_incident.h"

static void test_subject__is_whom_the_clause_is_about(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Two contractors, who own a factory and work with foreign "
		  "troops, were shot dead in Tikrit.",
		  "killed=2" },
		{ "A bomb hit a bus in Tikrit. Three drivers who carried fuel "
		  "for them, were killed.",
		  "killed=3" },
		/* without the clause, the last one named is meant */
		{ "Gunmen who own a factory, and a driver were shot dead in "
		  "Tikrit.",
		  "killed=1" },
		{ "Two employees of the courier service DHL were murdered in "
		  "Kabul.",
		  "killed=2" },
		{ "In the courier service, Jan Dusek was murdered in Kabul.",
		  "killed=1" },
		{ "Two villagers in the Dantewara district of India were shot "
		  "dead on Friday.",
		  "killed=2" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_subject__may_be_all_or_a_share(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A bus was ambushed near Asmara. All six were killed.",
		  "killed=6" },
		{ "All three occupants of a car were killed in an ambush near "
		  "Asmara.",
		  "killed=3" },
		{ "Six people, all of them soldiers, were killed in an ambush "
		  "near Asmara.",
		  "killed=6" },
		{ "Six priests, five of them Spaniards, were shot dead in "
		  "Lima.",
		  "killed=6" },
		{ "Gunmen killed six priests, five of them Spaniards, in Lima.",
		  "killed=6" },
		{ "Gunmen killed six priests, five Spaniards and a cook in "
		  "Lima.",
		  "killed=12" },
		{ "A shell killed two Iraqis, a father and son, in Kirkuk.",
		  "killed=2" },
		{ "A shell killed six people, four soldiers and two guards, in "
		  "Kirkuk.",
		  "killed=6" },
		{ "A shell killed two soldiers, a guard and a cook in Kirkuk.",
		  "killed=4" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_object__has_its_noun(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Gunmen shot and killed a police commissioner in Kirkuk.",
		  "killed=1" },
		{ "Gunmen killed the secretary of the town council in Kirkuk.",
		  "killed=1" },
		{ "Gunmen killed the bookbinder of the town in Kirkuk.",
		  "killed=1" },
		{ "Three gunmen were killed the same day in Kirkuk.",
		  "killed=3" },
		/* Sabah is a state of Malaysia, too */
		{ "Gunmen shot and killed Sabah Katana in Kirkuk.",
		  "killed=1 place=Kirkuk" },
		{ "The death of teacher Emil Dusek and Guatemalan lawyer "
		  "Hilda Flores in an ambush was condemned.",
		  "killed=2" },
		{ "Two Votians were shot dead in Lima on Friday.", "killed=2" },
		{ "Two Votians Square shops were bombed in Lima on Friday.",
		  "killed=-" },
		{ "A farmer was found with his throat slit near Algiers.",
		  "killed=1" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_object__of_telegrams(void **state)
{
	static const struct sentence_case cases[] = {
		{ "LIMA, 19 FEB 23 (EFE) -- THE MURDER OF CARLOS PIZARRO "
		  "SHOCKED BOTH PARTIES IN THE CITY OF LIMA.",
		  "killed=1" },
		{ "LIMA, 19 FEB 23 (EFE) -- A SHADOWY SQUAD KILLED HECTOR "
		  "OQUELI, LEADER OF A PARTY, IN THE CITY OF LIMA.",
		  "killed=1" },
		{ "LIMA, 19 FEB 23 (EFE) -- TWO OFFICERS WERE KILLED WHILE "
		  "GUARDING LA MOLINA IN THE CITY OF LIMA.",
		  "killed=2" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_people__may_hold_two_offices(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A representative of the council in Baghdad and imam of the "
		  "old mosque was shot dead.",
		  "killed=1" },
		{ "The mayor of Cali and his driver were shot dead.",
		  "killed=2" },
		{ "The mayor and governor were shot dead in Cali.",
		  "killed=2" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_people__may_be_described_behind_a_comma(void **state)
{
	static const struct sentence_case cases[] = {
		{ "One civilian, a street vendor, was wounded by a bomb in "
		  "Lima.",
		  "injured=1" },
		{ "A bomb in Lima wounded one civilian, a street vendor.",
		  "injured=1" },
		{ "A bomb in Lima wounded a guard, a cook and a maid.",
		  "injured=3" },
		{ "A guard, a cook and a maid were wounded by a bomb in Lima.",
		  "injured=3" },
		{ "A bomb in Lima wounded nine soldiers, and three of the "
		  "soldiers were gravely wounded.",
		  "injured=9" },
		{ "A bomb in Lima wounded nine soldiers, and three officers "
		  "were gravely wounded.",
		  "injured=12" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_people__belong_to_others(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Gunmen shot dead six priests and their two guards in Lima.",
		  "killed=8" },
		{ "The six priests and the two guards were shot dead in Lima.",
		  "killed=8" },
		{ "Gunmen shot dead two of their six hostages in Lima.",
		  "killed=2" },
		{ "Three members of the old patrol unit were shot dead in "
		  "Lima.",
		  "killed=3" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_people__do_not_live_in_a_number(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A teenager who was shot at 1605 N. Myrtle Avenue in Chicago "
		  "was taken to hospital.",
		  "injured=1" },
		{ "A bomb in Quito killed Hilda Pulido, 42; two guards were "
		  "wounded.",
		  "killed=1 injured=2" },
		{ "Police said 16 North Koreans were shot in Chicago.",
		  "injured=16" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_people__whose_death_it_is(void **state)
{
	static const struct sentence_case cases[] = {
		{ "The mayor's murder in Cali on Friday shocked the country.",
		  "killed=1 type=murder" },
		{ "Gunmen attacked Cali after Judge Porth's assassination.",
		  "killed=1" },
		{ "The bombing in Cali led to Rosa Diaz's death on Friday.",
		  "killed=1 type=bombing" },
		{ "Police condemned the assassination in Cali of three judges.",
		  "killed=3 place=Cali" },
		{ "Two deputies protested the murder on Friday of the mayor of "
		  "Cali.",
		  "killed=1 date=2023-02-17" },
		{ "A bomb exploded in Cali on Friday after the project's "
		  "death.",
		  "killed=-" },
		{ "Police broke up a riot in Brooklyn on Friday over a boy's "
		  "death.",
		  "type=riot killed=-" },
		{ "A judge in Cali fears that the mayor's possible murder "
		  "would start a war.",
		  "none" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_people__of_a_list_are_all_counted(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Rodriguez Gacha, his son, and 15 others were killed in "
		  "Cali.",
		  "killed=17" },
		{ "Febe Diaz, age 27 and the mother of three, was killed by a "
		  "bomb in Cali.",
		  "killed=1" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_subject__is_whom_the_clause_is_about),
		cmocka_unit_test(test_subject__may_be_all_or_a_share),
		cmocka_unit_test(test_object__has_its_noun),
		cmocka_unit_test(test_object__of_telegrams),
		cmocka_unit_test(test_people__may_hold_two_offices),
		cmocka_unit_test(test_people__may_be_described_behind_a_comma),
		cmocka_unit_test(test_people__belong_to_others),
		cmocka_unit_test(test_people__do_not_live_in_a_number),
		cmocka_unit_test(test_people__whose_death_it_is),
		cmocka_unit_test(test_people__of_a_list_are_all_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
