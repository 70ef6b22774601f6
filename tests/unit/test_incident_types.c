/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "test_incident.h"

static void test_type__names_and_groups(void **state)
{
	bl_incident_type bombing = bl_incident_type_find(BL_STR("bombing"));
	bl_incident_type suicide =
		bl_incident_type_find(BL_STR("suicide-bombing"));
	bl_incident_type attack = bl_incident_type_find(BL_STR("attack"));
	bl_incident_type chain[BL_INCIDENT_TYPES_MAX];

	(void)state;
	assert_string_equal(bl_incident_type_name(suicide), "suicide-bombing");
	assert_true(bl_incident_type_is(suicide, attack));
	assert_true(bl_incident_type_is(suicide, bombing));
	assert_true(bl_incident_type_is(attack, attack));
	assert_false(bl_incident_type_is(attack, suicide));
	assert_int_equal(bl_incident_type_chain(chain, BL_INCIDENT_TYPES_MAX,
						suicide),
			 3);
	assert_int_equal(chain[0], suicide);
	assert_int_equal(chain[1], bombing);
	assert_int_equal(chain[2], attack);
	assert_int_equal(bl_incident_type_find(BL_STR("picnic")),
			 BL_INCIDENT_TYPE_NONE);
	assert_null(bl_incident_type_name(0));
	assert_null(bl_incident_type_name(255));
}

static void test_type__every_type_has_a_group_above_it(void **state)
{
	static const char *const groups[] = { "attack", "unrest", "crime",
					      "disaster", "accident" };
	unsigned t;
	size_t i;

	(void)state;
	for (t = 1; t <= bl_incident_type_count(); t++) {
		bool found = false;

		for (i = 0; i < 5; i++)
			found |= bl_incident_type_is(
				(bl_incident_type)t,
				bl_incident_type_find(bl_str_from(groups[i])));
		if (!found)
			fail_msg("%s is in no group",
				 bl_incident_type_name((bl_incident_type)t));
	}
}

static void test_type__attacks(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A bomb exploded in Quetta on Friday.",
		  "type=bombing weapon=explosives" },
		{ "A roadside bombing killed two soldiers in Mosul.",
		  "type=bombing target=military" },
		{ "Rebels dynamited a bridge near Cali on Friday.",
		  "type=bombing target=transport" },
		{ "A suicide bomber blew himself up in Quetta on Friday.",
		  "type=suicide-bombing" },
		{ "A car bomb exploded in Baghdad on Friday.",
		  "type=car-bombing weapon=vehicle-bomb" },
		{ "A hand grenade was thrown at a bar in Bujumbura on Friday.",
		  "type=grenade-attack weapon=grenade" },
		{ "Two Molotov cocktails were thrown at a bank in Athens.",
		  "weapon=incendiary target=business" },
		{ "Gunmen opened fire on a police patrol in Mosul on Friday.",
		  "type=armed-attack target=police" },
		{ "A shooting in Chicago killed two people on Sunday.",
		  "type=shooting" },
		{ "Rebels ambushed an army convoy near Goma on Friday.",
		  "type=ambush target=military" },
		{ "The mayor of Mosul was assassinated on Friday.",
		  "type=assassination target=government" },
		{ "Three engineers were kidnapped in Lagos on Friday.",
		  "type=kidnapping" },
		{ "Rebels took 12 villagers hostage near Goma on Friday.",
		  "type=hostage-taking" },
		{ "A plane was hijacked in Rome on Friday.",
		  "type=hijacking target=transport" },
		{ "Militants set fire to a school in Yala on Friday.",
		  "type=arson target=school" },
		{ "A man was stabbed in London on Friday.", "type=stabbing" },
		{ "A driver plowed into a crowd in Nice on Friday, killing "
		  "three people.",
		  "type=vehicle-ramming killed=3" },
		{ "An airstrike killed 12 villagers in Sagaing on Friday.",
		  "type=airstrike killed=12" },
		{ "A drone strike killed two people in Miranshah on Friday.",
		  "type=drone-strike killed=2" },
		{ "Mortar shells landed in Sarajevo on Friday, killing two "
		  "people.",
		  "type=shelling killed=2" },
		{ "Soldiers and rebels clashed near Goma on Friday.",
		  "type=clash" },
		{ "Gunmen robbed a bank in Athens on Friday.",
		  "type=robbery target=business" },
		{ "Rebels sabotaged an oil pipeline near Kirkuk on Friday.",
		  "type=sabotage target=utility" },
		{ "Militants beheaded a hostage in Fallujah on Friday.",
		  "type=execution killed=1" },
		{ "A ransomware attack shut hospitals in Dublin on Friday.",
		  "type=cyberattack" },
		{ "A sarin attack killed 12 people in Tokyo on Friday.",
		  "type=chemical-attack killed=12" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_type__unrest_and_crime(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Protesters took to the streets in Colombo on Friday, and "
		  "two people were injured.",
		  "type=protest injured=2" },
		{ "A riot in a prison in Quito left three inmates dead on "
		  "Friday.",
		  "type=riot killed=3" },
		{ "Officers seized power in a coup in Bamako on Friday.",
		  "type=coup" },
		{ "Rail workers went on strike in Colombo on Friday.",
		  "type=strike" },
		{ "Two sisters were murdered in Galle on Friday.",
		  "type=murder killed=2" },
		{ "A mass shooting in Las Vegas killed 58 people on Sunday.",
		  "type=mass-shooting killed=58" },
		{ "A student was raped in Delhi on Friday.",
		  "type=sexual-violence" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_type__disasters(void **state)
{
	static const struct sentence_case cases[] = {
		{ "An earthquake struck Bam on Friday, killing 30 people.",
		  "type=earthquake killed=30" },
		{ "A tsunami hit Galle on Friday, killing 200 people.",
		  "type=tsunami killed=200" },
		{ "A volcanic eruption near Goma killed 10 people on Friday.",
		  "type=volcano killed=10" },
		{ "Flash floods in Galle killed six people on Friday.",
		  "type=flood killed=6" },
		{ "A cyclone killed 12 people in Beira on Friday.",
		  "type=storm killed=12" },
		{ "A tornado killed three people in Tulsa on Friday.",
		  "type=tornado killed=3" },
		{ "A landslide buried houses in Badulla on Friday, killing "
		  "ten people.",
		  "type=landslide killed=10" },
		{ "An avalanche killed two climbers near Chamonix on Friday.",
		  "type=avalanche killed=2" },
		{ "A wildfire near Athens killed 80 people on Monday.",
		  "type=wildfire killed=80" },
		{ "A heatwave killed 40 people in Karachi on Friday.",
		  "type=heatwave killed=40" },
		{ "A cholera outbreak killed 30 people in Aden on Friday.",
		  "type=epidemic killed=30" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_type__accidents(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A plane crash near Kathmandu killed 72 people on Sunday.",
		  "type=air-crash killed=72" },
		{ "A bus collided with a truck near Galle on Friday, killing "
		  "four passengers.",
		  "type=road-crash killed=4" },
		{ "A train derailed near Hyderabad on Friday, killing nine "
		  "people.",
		  "type=rail-crash killed=9" },
		{ "A ferry capsized near Manila on Friday, killing 20 "
		  "people.",
		  "type=shipwreck killed=20" },
		{ "A house fire in Boston killed two children on Friday.",
		  "type=fire killed=2" },
		{ "A gas explosion in Naples injured five people on Friday.",
		  "type=explosion injured=5" },
		{ "A building collapsed in Marseille on Friday, killing "
		  "eight people.",
		  "type=building-collapse killed=8" },
		{ "A gas leak at a plant in Bhopal killed 12 workers on "
		  "Friday.",
		  "type=industrial killed=12" },
		{ "A coal mine explosion in Zonguldak killed 41 miners on "
		  "Friday.",
		  "type=mine-accident killed=41" },
		{ "A stampede at a festival in Seoul killed 150 people on "
		  "Saturday.",
		  "type=stampede killed=150" },
		{ "Two brothers drowned in a lake near Kandy on Friday.",
		  "type=drowning killed=2" },
		{ "Methanol poisoning killed 10 people in Kampala on Friday.",
		  "type=poisoning killed=10" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_type__of_a_crash_is_what_crashed(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A plane loaded with weapons crashed near Usulutan on "
		  "Friday, killing three crewmen.",
		  "type=air-crash killed=3" },
		{ "A cargo plane with 12 people aboard crashed near Goma on "
		  "Friday.",
		  "type=air-crash" },
		{ "A freight train collided with another near Patna on "
		  "Friday, killing two people.",
		  "type=rail-crash killed=2" },
		{ "A ferry with 200 people collided with a rock near Manila "
		  "on Friday, and 20 passengers drowned.",
		  "type=shipwreck killed=20" },
		{ "A bus overturned near Kandy on Friday, killing four "
		  "people.",
		  "type=road-crash killed=4" },
		{ "Four people died when a truck crashed near Kandy on "
		  "Friday.",
		  "type=road-crash killed=4" },
		{ "A car crashed into a train near Lyon on Friday, killing "
		  "the driver.",
		  "type=road-crash killed=1" },
		{ "Military aircraft with six crewmen crashed near Goma on "
		  "Friday.",
		  "type=air-crash" },
		{ "It was the second fatal crash of the year: 63 people died "
		  "when two trains collided near Goma on Friday.",
		  "type=rail-crash killed=63" },
		{ "A turboprop crashes near Goma with twelve aboard.",
		  "type=air-crash" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_type__of_what_becomes_of_vehicles(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A night bus from Cusco left the road on a bend and fell 90 "
		  "metres into a ravine on Friday, killing 24 people.",
		  "type=road-crash killed=24" },
		{ "A van plunges into a gorge near Kandy, killing four.",
		  "type=road-crash killed=4" },
		{ "At least 13 people were injured on Friday when a school bus "
		  "toppled near Kandy.",
		  "type=road-crash injured=13+" },
		{ "A ferry overturns off Manila; 20 passengers drowned.",
		  "type=shipwreck killed=20" },
		{ "Protesters left the road in Kandy on Friday.", "none" },
		{ "The river flows into a gorge near Kandy.", "none" },
		{ "A lorry could fall into the river at Kandy, he said.",
		  "none" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_type__of_what_becomes_of_buildings(void **state)
{
	static const struct sentence_case cases[] = {
		{ "An apartment block collapsed in Marseille on Saturday, "
		  "killing eight people.",
		  "type=building-collapse killed=8" },
		{ "Three workers died when a wall gave way in Lagos on Friday.",
		  "type=building-collapse killed=3" },
		{ "The hillside gave way above Hatton on Friday, killing 17 "
		  "people.",
		  "type=landslide killed=17" },
		{ "A guard collapsed in Lagos on Friday.", "none" },
		{ "A car crashed into a house in Lagos on Friday, killing "
		  "three people.",
		  "type=road-crash killed=3" },
		{ "The ferry Chisomo sank off Manila on Friday with 40 "
		  "passengers aboard.",
		  "type=shipwreck" },
		{ "The bank's profit sank in Manila on Friday.", "none" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_type__of_what_people_died_of(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Sixty-one people have died of cholera in Aden since the "
		  "middle of August.",
		  "type=epidemic killed=61" },
		{ "Nineteen people died in Kampala after drinking spirits "
		  "that contained methanol.",
		  "type=poisoning killed=19" },
		{ "Two thirds of the dead in the cholera outbreak in Aden "
		  "were children.",
		  "killed=-" },
		{ "Cholera vaccines came to Aden on Friday.", "none" },
		/* by people, it is no one event */
		{ "Sixty-one people have been killed by gunmen in Aden since "
		  "August.",
		  "none" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_type__of_bombs_from_the_air(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Planes bombed two villages near Aleppo on Friday.",
		  "type=airstrike" },
		{ "Helicopter gunships bombed a camp near Aleppo on Friday.",
		  "type=airstrike" },
		{ "The bombing of a village near Aleppo by military aircraft "
		  "killed six people.",
		  "type=airstrike killed=6" },
		{ "A bomb exploded on a plane in Lima on Friday.",
		  "type=bombing" },
		{ "Rebels bombed a hangar in Lima on Friday.", "type=bombing" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_type__is_the_worst_that_is_told(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Teachers protested the murder of a colleague in Lyon on "
		  "Friday.",
		  "type=murder killed=1" },
		{ "A judge was assassinated in Palermo during a strike on "
		  "Friday.",
		  "type=assassination killed=1" },
		{ "The burning of a restaurant in Medellin on Friday was "
		  "claimed by the ELN.",
		  "type=arson" },
		{ "A mortar shell was fired at a school in Sarajevo on "
		  "Friday.",
		  "type=shelling target=school" },
		{ "Gunmen shot dead a nun in Mogadishu on Friday.",
		  "type=shooting killed=1 target=religious" },
		{ "An explosion at a market in Hilla on Friday was caused by "
		  "a suicide bomber.",
		  "type=suicide-bombing target=business" },
		{ "Two bombs exploded at a bank in Athens on Friday.",
		  "type=bombing target=business" },
		{ "A letter bomb wounded a clerk in Rome on Friday.",
		  "type=bombing injured=1" },
		{ "Gunmen killed a mayor and set fire to his car in Cali on "
		  "Friday.",
		  "killed=1 target=government" },
		{ "Gunmen stormed a church in Jos on Friday, killing nine "
		  "worshippers.",
		  "type=armed-attack killed=9 target=religious" },
		{ "A police station in Karachi was attacked on Friday.",
		  "type=attack target=police" },
		{ "A land mine blew up a truck near Kassala on Friday.",
		  "type=bombing target=transport" },
		{ "Unknown men threw a petrol bomb at a synagogue in Berlin "
		  "on Friday.",
		  "target=religious weapon=incendiary" },
		{ "Thieves robbed a jewelry store in Paris on Friday.",
		  "type=robbery" },
		{ "A girl was raped in Lucknow on Friday.",
		  "type=sexual-violence" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_stage__is_said_where_nothing_came_of_it(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Police defused a bomb at a bank in Athens on Friday.",
		  "type=bombing stage=attempted" },
		{ "A bomb was found at a bank in Athens on Friday.",
		  "type=bombing stage=attempted" },
		{ "Gunmen tried to kidnap a judge in Lagos on Friday.",
		  "type=kidnapping stage=attempted" },
		{ "A bomb threat closed the airport in Miami on Friday.",
		  "type=bombing stage=threatened" },
		{ "A bomb exploded in Athens on Friday.",
		  "stage=accomplished" },
		{ "A bomb failed to explode at a bank in Athens on Friday.",
		  "type=bombing stage=attempted" },
		{ "Soldiers deactivated a bomb near Cali on Friday.",
		  "type=bombing stage=attempted" },
		{ "An attempt to hijack a plane in Rome was foiled on "
		  "Friday.",
		  "type=hijacking stage=attempted" },
		{ "A bomb hoax emptied a school in Leeds on Friday.",
		  "type=bombing" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_type__near_misses_are_no_incidents(void **state)
{
	static const struct sentence_case cases[] = {
		{ "The driver killed the engine and got out in Galle.",
		  "none" },
		{ "She was shooting a film in Mumbai on Friday.", "none" },
		{ "The comedy bombed at the box office in Los Angeles.",
		  "none" },
		{ "A minute's silence was held in Omagh for the 12 killed in "
		  "1998.",
		  "none" },
		{ "The striker scored two goals in the final minutes of the "
		  "match in Madrid.",
		  "none" },
		{ "He died of a heart attack in Boston on Friday.", "none" },
		{ "The minister came under fire for the budget in London.",
		  "none" },
		{ "Shares crashed in Tokyo as investors feared inflation.",
		  "none" },
		{ "A flood of refugees is expected in Athens.", "none" },
		{ "The fire department opened a new station in Boston.",
		  "none" },
		{ "The bowler took five wickets for 30 runs in Colombo.",
		  "none" },
		{ "Fans enjoyed the shooting stars over Galle.", "none" },
		{ "The senator launched a scathing attack on the budget.",
		  "none" },
		{ "The army held a drill with a mock attack in Galle on "
		  "Friday.",
		  "none" },
		{ "Murders and kidnappings must end, the bishop said.",
		  "none" },
		{ "In 2016, 762 people were killed in Chicago since January.",
		  "none" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_type__names_and_groups),
		cmocka_unit_test(test_type__every_type_has_a_group_above_it),
		cmocka_unit_test(test_type__attacks),
		cmocka_unit_test(test_type__unrest_and_crime),
		cmocka_unit_test(test_type__disasters),
		cmocka_unit_test(test_type__accidents),
		cmocka_unit_test(test_type__of_a_crash_is_what_crashed),
		cmocka_unit_test(test_type__of_what_becomes_of_vehicles),
		cmocka_unit_test(test_type__of_what_becomes_of_buildings),
		cmocka_unit_test(test_type__of_what_people_died_of),
		cmocka_unit_test(test_type__of_bombs_from_the_air),
		cmocka_unit_test(test_type__is_the_worst_that_is_told),
		cmocka_unit_test(test_stage__is_said_where_nothing_came_of_it),
		cmocka_unit_test(test_type__near_misses_are_no_incidents),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
