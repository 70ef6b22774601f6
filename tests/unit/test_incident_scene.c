/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The day and the scene, and what looks like one.  Articles are of Monday,
 * 2023-02-20. */
#include "test_incident.h"

static void test_day__is_not_that_of_a_statement(void **state)
{
	static const struct sentence_case cases[] = {
		{ "The bishop condemned on Sunday the bombing that killed two "
		  "nuns in Cali on Friday.",
		  "date=2023-02-17" },
		{ "The governor denied on Sunday that soldiers killed two "
		  "farmers near Cali on Friday.",
		  "date=2023-02-17" },
		{ "It was reported in the capital on Sunday that gunmen "
		  "killed a judge in Cali on Friday.",
		  "date=2023-02-17" },
		{ "According to police sources on Sunday, gunmen killed a "
		  "judge in Cali on Thursday.",
		  "date=2023-02-16" },
		{ "Gunmen killed a judge in Cali on Friday, said a spokesman "
		  "on Sunday.",
		  "date=2023-02-17" },
		{ "The union protested on Sunday the murder of a driver in "
		  "Cali on Friday.",
		  "date=2023-02-17" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_day__is_not_that_of_the_article(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Jane Doe | February 20, 2023\n\nA bomb exploded in Quetta on "
		  "Saturday.",
		  "date=2023-02-18" },
		{ "Monday, February 20, 2023\n\nA bomb exploded in Quetta.",
		  "date=2023-02-20" },
		{ "A bomb exploded in Quetta on February 20, 2023.",
		  "date=2023-02-20" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_day__is_not_a_name_or_to_come(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A bomb exploded in Guayaquil on 9 October Avenue.",
		  "date=-" },
		{ "A bomb exploded in Guayaquil on 9 October Avenue on "
		  "Friday.",
		  "date=2023-02-17" },
		{ "A bomb exploded in Cali, days before the upcoming 27 May "
		  "elections.",
		  "date=-" },
		{ "A bomb exploded in Cali on Friday, days before the summit "
		  "of 27 February.",
		  "date=2023-02-17" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_day__is_written_in_many_ways(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A bomb exploded in Quetta on 17 Feb 2023.",
		  "date=2023-02-17" },
		{ "A bomb exploded in Quetta on the 17th of February.",
		  "date=2023-02-17" },
		{ "A bomb exploded in Quetta on Feb. 17, 2023.",
		  "date=2023-02-17" },
		{ "A bomb exploded in Quetta on Friday, February 17.",
		  "date=2023-02-17" },
		{ "A bomb exploded in Quetta on Friday morning.",
		  "date=2023-02-17" },
		{ "A bomb exploded in Quetta early today.", "date=2023-02-20" },
		{ "A bomb exploded in Quetta tonight.", "date=2023-02-20" },
		{ "A bomb exploded in Quetta overnight.", "date=2023-02-19" },
		{ "A bomb exploded in Quetta a week ago.",
		  "date=2023-02-10..2023-02-16" },
		{ "A bomb exploded in Quetta two months ago.",
		  "date=2022-12-01..2022-12-31" },
		{ "A bomb exploded in Quetta in January.",
		  "date=2023-01-01..2023-01-31" },
		{ "A bomb exploded in Quetta on New Year's Eve.",
		  "date=2022-12-31" },
		{ "A bomb exploded in Quetta between Monday and Friday.",
		  "date=2023-02-20" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_scene__is_not_where_somebody_is_from_or_speaks(void **state)
{
	static const struct sentence_case cases[] = {
		{ "It was reported in La Paz that a bomb exploded in Yunguyo.",
		  "place=Yunguyo" },
		{ "It was announced on Sunday in Bogota that gunmen killed a "
		  "judge in Cali.",
		  "place=Cali" },
		{ "Gunmen kidnapped Jean Petit, 52, from France, in Lagos.",
		  "place=Lagos country=NG" },
		{ "Two tourists from Spain were shot dead in Luxor.",
		  "place=Luxor country=EG" },
		{ "The student leaders of the Central American University were "
		  "murdered in San Miguel.",
		  "place=San_Miguel" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_scene__has_its_words(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A bomb exploded outside Quetta on Friday.",
		  "place=Quetta country=PK" },
		{ "A bomb exploded 20 km north of Quetta on Friday.",
		  "place=Quetta" },
		{ "A bomb exploded on the outskirts of Quetta on Friday.",
		  "place=Quetta" },
		{ "Rebels attacked the town of Zubwaku near Goma on Friday.",
		  "place=Goma" },
		{ "Gunmen killed a farmer in Sindh, Pakistan, on Friday.",
		  "place=Sindh country=PK" },
		{ "Gunmen killed two Kenyan soldiers near Garissa on Friday.",
		  "place=Garissa country=KE" },
		{ "A bomb exploded in southern Thailand on Friday.",
		  "country=TH" },
		{ "A woman was shot in St. Louis, Missouri, on Friday.",
		  "admin=Missouri country=US" },
		{ "A woman was shot in Portland, Maine, on Friday.",
		  "place=Portland admin=Maine" },
		{ "A woman was shot in Portland, Oregon, on Friday.",
		  "place=Portland admin=Oregon" },
		{ "Mayor London Breed said that a man was shot in Oakland.",
		  "place=Oakland" },
		{ "A man was shot in Oakland, the Washington Post said.",
		  "place=Oakland" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

/* All in capitals: what is a name must be told without their help. */
static void test_scene__of_telegrams(void **state)
{
	static const struct sentence_case cases[] = {
		{ "SAN SALVADOR, 14 FEB 23 (RADIO VENCEREMOS) -- [TEXT] REBELS "
		  "TODAY BURNED A BUS NEAR USULUTAN.",
		  "place=Usulután country=SV type=arson" },
		{ "CLANDESTINE, NO DATE (RADIO VENCEREMOS) -- [TEXT] REBELS "
		  "BURNED A BUS NEAR USULUTAN.",
		  "place=Usulután country=SV" },
		{ "BOGOTA, 14 FEB 23 (EFE) -- [TEXT] GUNMEN KILLED A FARMER "
		  "NEAR LA MONEDA IN ANTIOQUIA DEPARTMENT.",
		  "country=CO killed=1" },
		{ "SAN SALVADOR, 14 FEB 23 (EFE) -- [TEXT] REBELS KILLED A "
		  "MAYOR IN SABANETAS CANTON.",
		  "country=SV killed=1" },
		{ "BOGOTA, 14 FEB 23 (EFE) -- [TEXT] GUNMEN SHOT DEAD A JUDGE "
		  "IN MEDELLIN, THE CAPITAL OF ANTIOQUIA DEPARTMENT.",
		  "place=Medellín country=CO killed=1" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_sentence__does_not_end_with_initials(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A bomb on Friday killed an employee of the U.S. Agency for "
		  "Development and two guards in Lima.",
		  "killed=3 place=Lima" },
		{ "A BOMB TODAY KILLED AN EMPLOYEE OF THE U.S. AGENCY FOR "
		  "DEVELOPMENT AND TWO GUARDS IN LIMA.",
		  "killed=3 place=Lima" },
		{ "The bomber had lived in the U.S. The blast in Mosul killed "
		  "two guards on Friday.",
		  "killed=2 place=Mosul" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_day__is_not_that_of_a_statement),
		cmocka_unit_test(test_day__is_not_that_of_the_article),
		cmocka_unit_test(test_day__is_not_a_name_or_to_come),
		cmocka_unit_test(test_day__is_written_in_many_ways),
		cmocka_unit_test(
			test_scene__is_not_where_somebody_is_from_or_speaks),
		cmocka_unit_test(test_scene__has_its_words),
		cmocka_unit_test(test_scene__of_telegrams),
		cmocka_unit_test(test_sentence__does_not_end_with_initials),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
