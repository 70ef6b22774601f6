/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "test_incident.h"

static void test_toll__passive(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Four people were killed in a bombing in Karachi.",
		  "killed=4 injured=-" },
		{ "At least four people were killed in a bombing in Karachi.",
		  "killed=4+" },
		{ "More than 100 people were killed in the bombing in Karachi.",
		  "killed=100+" },
		{ "Up to 20 people were injured in a bombing in Karachi.",
		  "injured=1-20" },
		{ "As many as forty others were wounded in a bombing in "
		  "Karachi.",
		  "injured=1-40" },
		{ "About 30 civilians were wounded in a bombing in Karachi.",
		  "injured=30" },
		{ "Twenty-five soldiers were wounded in a bombing in Karachi.",
		  "injured=25" },
		{ "Between 10 and 15 people were killed in a bombing in "
		  "Karachi.",
		  "killed=10-15" },
		{ "Two or three people were wounded by a bombing in Karachi.",
		  "injured=2-3" },
		{ "1,200 people were killed when an earthquake struck Karachi.",
		  "killed=1200" },
		{ "Two hundred people were killed when an earthquake struck "
		  "Karachi.",
		  "killed=200" },
		{ "Dozens of people were injured in a bombing in Karachi.",
		  "injured=24+" },
		{ "Hundreds were killed when an earthquake struck Karachi.",
		  "killed=200+" },
		{ "A dozen people were wounded in a bombing in Karachi.",
		  "injured=12" },
		{ "A policeman was killed in an ambush near Quetta.",
		  "killed=1 target=police" },
		{ "The mayor of the town was assassinated in Quetta.",
		  "killed=1 target=government" },
		{ "One person was killed and eleven injured in a bomb "
		  "explosion in Khairpur.",
		  "killed=1 injured=11" },
		{ "A police officer was killed and four wounded when a bomb "
		  "exploded in Samarra.",
		  "killed=1 injured=4" },
		{ "Two civilians were killed and seven others wounded in a "
		  "bombing in Tikrit.",
		  "killed=2 injured=7" },
		{ "Thirty-two people were killed and another 252 wounded when "
		  "a bomb exploded in Colombo.",
		  "killed=32 injured=252" },
		{ "23 people were killed and 30 wounded in a bombing at a "
		  "hospital in Quetta.",
		  "killed=23 injured=30 target=medical" },
		{ "Three policemen from the station in the old town were "
		  "killed in a bombing in Quetta.",
		  "killed=3" },
		{ "One person, including the driver, was killed in a bombing "
		  "in Quetta.",
		  "killed=1" },
		{ "Twelve people, including three children, were killed in a "
		  "bombing in Quetta.",
		  "killed=12" },
		{ "Six passengers had their throats cut by militants in "
		  "Quetta.",
		  "killed=6" },
		{ "Five people have been killed in a bombing in Quetta.",
		  "killed=5" },
		{ "A man was shot dead by gunmen in Quetta.",
		  "killed=1 type=shooting" },
		{ "A man was shot and killed in Chicago on Sunday.",
		  "killed=1 injured=-" },
		{ "A woman was stabbed to death in Chicago on Sunday.",
		  "killed=1 type=stabbing weapon=blade" },
		{ "Three people were fatally shot in Chicago on Sunday.",
		  "killed=3" },
		{ "Five people were shot in Chicago on Sunday.",
		  "killed=- injured=5" },
		{ "Five people were shot, two of them fatally, in Chicago.",
		  "injured=5" },
		{ "Four people were shot in Chicago and two died at a "
		  "hospital.",
		  "killed=2 injured=2" },
		{ "Two students were found beaten and stabbed to death in "
		  "Athens.",
		  "killed=2" },
		{ "A guard was kidnapped and murdered near Cali on Friday.",
		  "killed=1 kidnapped=1" },
		{ "Four insurgents were engaged and killed by police in "
		  "Samarra.",
		  "killed=4 attackers=4" },
		{ "One of the guards of the ambassador was killed in an "
		  "ambush in Rome.",
		  "killed=1" },
		{ "A French couple were shot dead by gunmen in Algiers.",
		  "killed=2" },
		{ "Two West German tourists, who were on motorcycles, were "
		  "killed by guerrillas near Harare.",
		  "killed=2" },
		{ "An American and his companion were killed by guerrillas in "
		  "Huancayo.",
		  "killed=2" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_toll__active(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A bomb killed four people in Karachi on Friday.",
		  "killed=4" },
		{ "Gunmen killed two soldiers and a policeman in an ambush "
		  "near Quetta.",
		  "killed=3" },
		{ "A bomb exploded in Karachi, killing four people.",
		  "killed=4" },
		{ "A bomb exploded in Karachi, killing four people and "
		  "wounding nine others.",
		  "killed=4 injured=9" },
		{ "A bomb exploded near a patrol in Karachi, wounding two.",
		  "killed=- injured=2" },
		{ "The blast killed at least five people and wounded ten "
		  "others in Fallujah.",
		  "killed=5+ injured=10" },
		{ "The attack wounded two police officers in Baghdad.",
		  "injured=2" },
		{ "A bomb killed four passengers and injured at least 20 "
		  "people in Rajouri.",
		  "killed=4 injured=20+" },
		{ "Gunmen shot and killed a judge and his driver in Mosul.",
		  "killed=2" },
		{ "Gunmen opened fire on the car of a judge in Mosul, killing "
		  "him and his driver.",
		  "killed=2" },
		{ "A car bomb in Baghdad killed seven Iraqi policemen and "
		  "wounded nine people including three bystanders.",
		  "killed=7 injured=9" },
		{ "An earthquake struck the town of Bam in Iran, killing "
		  "dozens.",
		  "killed=24+ type=earthquake" },
		{ "Militants killed two soldiers, a policeman and three "
		  "civilians in Quetta.",
		  "killed=6" },
		{ "Rebels ambushed a convoy near Quetta, wounding eight "
		  "officers and four civilians.",
		  "injured=12" },
		{ "The shelling of the market in Sarajevo claimed the lives "
		  "of 12 people.",
		  "killed=12" },
		{ "The attack left three policemen dead in Quetta.",
		  "killed=3" },
		{ "The attack left six others wounded in Quetta.",
		  "injured=6" },
		{ "The explosion in Quetta left 12 dead and 30 injured.",
		  "killed=12 injured=30" },
		{ "A bombing kills 3, injures 12 in Quetta.",
		  "killed=3 injured=12" },
		{ "Militants stabbed a guard to death in Quetta.",
		  "killed=1 injured=-" },
		{ "Gunmen killed the mayor of Cali and his driver on Friday.",
		  "killed=2" },
		{ "Gunmen opened fire near Kirkuk, killing one policeman and "
		  "wounding another.",
		  "killed=1 injured=1" },
		{ "Gunmen killed a government mapmaker in Quetta on Friday.",
		  "killed=1" },
		{ "A bomb killed three Ghanaians and a Filipino in Beirut.",
		  "killed=4" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_toll__who_dies_or_suffers(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Three people died in a bombing in Quetta.", "killed=3" },
		{ "Ten villagers perished in a landslide near Badulla.",
		  "killed=10 type=landslide" },
		{ "Two fishermen lost their lives when their boat capsized "
		  "near Galle.",
		  "killed=2 type=shipwreck" },
		{ "Two soldiers suffered injuries in a bombing in Quetta.",
		  "injured=2" },
		{ "Four men suffered gunshot wounds in a shooting in Chicago.",
		  "injured=4" },
		{ "A man is dead and three others are injured after a shooting "
		  "in Chicago.",
		  "killed=1 injured=3" },
		{ "Two teenagers were found dead after a shooting in Chicago.",
		  "killed=2" },
		{ "A woman was pronounced dead at the scene of a shooting in "
		  "Chicago.",
		  "killed=1" },
		{ "Four people are dead following a shooting in Chicago.",
		  "killed=4" },
		{ "Two men are in critical condition after a shooting in "
		  "Chicago.",
		  "injured=2" },
		{ "A child drowned in floods in Galle on Sunday.", "killed=1" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_toll__nouns(void **state)
{
	static const struct sentence_case cases[] = {
		{ "The death of two men in a shooting shocked Chicago.",
		  "killed=2" },
		{ "The murder of six priests in San Salvador was condemned.",
		  "killed=6 target=religious" },
		{ "The killing of a journalist in Manila was condemned.",
		  "killed=1 target=media" },
		{ "The death toll of the earthquake in Bam rose to 120.",
		  "killed=120" },
		{ "The death toll from the floods in Galle rose from 10 to 12.",
		  "killed=12 type=flood" },
		{ "The bombing in Quetta caused four deaths and 12 injuries.",
		  "killed=4 injured=12" },
		{ "There were three fatalities in the bombing in Quetta.",
		  "killed=3" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_toll__headlines(void **state)
{
	static const struct sentence_case cases[] = {
		{ "4 killed, 12 injured in Quetta bombing",
		  "killed=4 injured=12" },
		{ "Two policemen killed in ambush in Quetta", "killed=2" },
		{ "Man killed in shooting in Chicago", "killed=1" },
		{ "Teen shot in Chicago", "injured=1 type=shooting" },
		{ "Gunmen kill 3 in Quetta attack", "killed=3" },
		{ "12 dead in Quetta bombing", "killed=12" },
		{ "One dead, two wounded in Chicago shooting",
		  "killed=1 injured=2" },
		{ "3 killed, 2 others injured in shooting in Fort Wayne",
		  "killed=3 injured=2" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_toll__nobody(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A bomb exploded in Quetta. No one was injured.",
		  "killed=- injured=0" },
		{ "A bomb exploded in Quetta. No casualties were reported.",
		  "killed=0 injured=0" },
		{ "A bomb exploded in Quetta. There were no casualties.",
		  "killed=0 injured=0" },
		{ "A bomb exploded in Quetta. There were no injuries.",
		  "injured=0" },
		{ "A bomb exploded in Quetta, but the driver was not injured.",
		  "injured=-" },
		{ "A bomb exploded in Quetta. Nobody was hurt.", "injured=0" },
		{ "A bomb exploded in Quetta. No one was killed, although a "
		  "rumour of two deaths had people running.",
		  "killed=0" },
		{ "A bomb exploded in Quetta amid rumours of ten deaths.",
		  "killed=-" },
		{ "A bomb exploded in Quetta amid rumours of the death of a "
		  "guard.",
		  "killed=-" },
		{ "A bomb exploded in Quetta and could have killed many "
		  "people.",
		  "killed=-" },
		{ "Rockets were fired at Haifa in retaliation for the death of "
		  "two fishermen.",
		  "killed=-" },
		{ "Gunmen stormed an embassy in Madrid, threatening to kill the "
		  "ambassador.",
		  "killed=-" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_toll__sums(void **state)
{
	static const struct sentence_case cases[] = {
		{ "At least two soldiers and two militants have been killed "
		  "in an attack in Karachi.",
		  "killed=4+ attackers=2" },
		{ "Six rangers and three policemen were injured in an attack "
		  "in Karachi.",
		  "injured=9" },
		{ "A bomb exploded in Karachi. A man was killed. Another man "
		  "was killed later.",
		  "killed=1" },
		{ "Five people were killed in a bombing in Karachi. Two of "
		  "those killed were policemen.",
		  "killed=5" },
		{ "At least four people died in an attack in Karachi: two "
		  "soldiers and two of the assailants.",
		  "killed=4+ attackers=2" },
		{ "Gunmen stormed a post in Karachi. Doctors named the "
		  "wounded, six rangers and three policemen.",
		  "injured=9" },
		{ "A bomb in Quetta wounded two policemen. A passerby was also "
		  "wounded.",
		  "injured=3" },
		{ "Five people were killed including three members of a "
		  "council and eight others were injured in a bombing in "
		  "Tikrit.",
		  "killed=5 injured=8" },
		{ "Two teens were shot in Chicago on Friday. One of them was "
		  "taken to a hospital in critical condition.",
		  "injured=2" },
		{ "Two gunmen were killed in a clash in Quetta.",
		  "killed=2 attackers=2" },
		{ "A man was shot dead and his wife was wounded in Mosul.",
		  "killed=1 injured=1" },
		{ "Juan Perez, a policeman, was shot dead in Medellin.",
		  "killed=1" },
		{ "Murat Avsar and Ahmet Ates were injured by a bomb in Adana.",
		  "injured=2" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_toll__of_those_who_went_along(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A councillor was killed along with his driver in Cali.",
		  "killed=2" },
		{ "A judge was shot dead together with two guards in Cali.",
		  "killed=3" },
		{ "One policeman was killed along with five gunmen in Samarra.",
		  "killed=6 attackers=5" },
		{ "Gunmen killed 12 members of a council and two policemen in "
		  "Tikrit.",
		  "killed=14" },
		{ "The mayor of Cali and his driver were shot dead on Friday.",
		  "killed=2" },
		{ "A suicide bomber killed himself, an American and two "
		  "tourists in Cairo.",
		  "killed=4 attackers=1" },
		{ "Three settlers were killed and three more wounded near "
		  "Jenin in an ambush.",
		  "killed=3 injured=3" },
		{ "One man was killed and a second injured by a bomb in "
		  "Ramallah.",
		  "killed=1 injured=1" },
		{ "A bomb killed one man and wounded one other in Tikrit.",
		  "killed=1 injured=1" },
		{ "Gunmen shot and killed a woman in Doda. Her brother was "
		  "injured.",
		  "killed=1 injured=1" },
		{ "A judge was shot dead in Basra. The judge's bodyguard was "
		  "wounded.",
		  "killed=1 injured=1" },
		{ "A clerk was shot dead in Basra. A guard was also wounded.",
		  "killed=1 injured=1" },
		{ "A volunteer was shot eleven times by insurgents and killed "
		  "in Yala.",
		  "killed=1" },
		{ "Gunmen killed two guards in Kabul and three people were "
		  "wounded.",
		  "killed=2 injured=3" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_toll__of_a_body_that_was_found(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A boy was kidnapped in Baghdad on Friday. His body was "
		  "found the next day.",
		  "type=kidnapping killed=1 kidnapped=1" },
		{ "A nun was abducted in Lagos. Her body was discovered on "
		  "Sunday.",
		  "killed=1 kidnapped=1" },
		{ "The bodies of two farmers were found near Cali after an "
		  "attack.",
		  "killed=2" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_toll__of_described_and_titled_people(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Gunmen shot and killed police Lt. Col. Ali Sameen in "
		  "Kirkuk.",
		  "killed=1" },
		{ "Two women activists were killed in an attack in Agartala.",
		  "killed=2" },
		{ "A passer-by was injured by a bomb in Leeds.", "injured=1" },
		{ "Two passers-by were injured by a bomb in Leeds.",
		  "injured=2" },
		{ "Two missionaries, aged 19 and 21, were shot dead in La "
		  "Paz.",
		  "killed=2" },
		{ "A bomb in Cachipay caused injuries to nineteen and deaths "
		  "to four.",
		  "injured=19 killed=4" },
		{ "A bomb in Bogota left a toll of one person wounded.",
		  "killed=- injured=1" },
		{ "ETA machine-gunned a truck near San Sebastian.",
		  "killed=-" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_toll__of_what_did_not_happen(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A bomb exploded in Lima. Police found a plan for the "
		  "murder of a judge.",
		  "killed=-" },
		{ "A bomb exploded in Lima. He is accused of planning the "
		  "assassination of the president.",
		  "killed=-" },
		{ "A bomb exploded in Lima. More people may have been killed.",
		  "killed=-" },
		{ "A bomb exploded in Lima. Ten people will be killed next, a "
		  "caller said.",
		  "killed=-" },
		{ "A bomb exploded in Lima. It was meant to kill the judge.",
		  "killed=-" },
		{ "A bomb exploded in Lima. The house of a dead drug baron "
		  "was hit.",
		  "killed=-" },
		{ "A bomb exploded in Lima. Are ten people dead? Nobody knew.",
		  "killed=-" },
		{ "A bomb exploded in Lima. The execution of the plan had "
		  "failed.",
		  "killed=-" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_toll__attackers(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A suicide bomber blew himself up in Quetta.",
		  "killed=1 attackers=1 type=suicide-bombing" },
		{ "A suicide bomber blew himself up in Quetta, killing seven "
		  "people.",
		  "killed=7-8 attackers=1" },
		{ "A suicide bombing killed 23 people in Quetta.",
		  "killed=23-24" },
		{ "A suicide bomber killed himself and two policemen in "
		  "Quetta.",
		  "killed=3 attackers=1" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_toll__is_no_number_of_something_else(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A 17-year-old boy was shot in Chicago.", "injured=1" },
		{ "A boy, 17, was shot and killed in Chicago.", "killed=1" },
		{ "Jamie Clayton, 22, was shot and killed in Chicago.",
		  "killed=1" },
		{ "A man was shot 12 times in Chicago on Sunday.",
		  "injured=1" },
		{ "A man was shot at 7:30 p.m. in Chicago.", "injured=1" },
		{ "A man was shot in the 1200 block of State Street in "
		  "Chicago.",
		  "injured=1" },
		{ "Two gunmen shot a man in Chicago at 11 p.m.", "injured=1" },
		{ "Gunmen stole $200 and shot a man in Chicago.", "injured=1" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_toll__kidnapped(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Gunmen kidnapped three engineers in Lagos.",
		  "type=kidnapping kidnapped=3" },
		{ "Two nuns were abducted in Lagos on Friday.",
		  "type=kidnapping kidnapped=2 target=religious" },
		{ "Rebels took 12 villagers hostage near Goma.",
		  "type=hostage-taking" },
		{ "The kidnapping of a Japanese businessman in Manila "
		  "was condemned.",
		  "kidnapped=1" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_toll__passive),
		cmocka_unit_test(test_toll__active),
		cmocka_unit_test(test_toll__who_dies_or_suffers),
		cmocka_unit_test(test_toll__nouns),
		cmocka_unit_test(test_toll__headlines),
		cmocka_unit_test(test_toll__nobody),
		cmocka_unit_test(test_toll__sums),
		cmocka_unit_test(test_toll__of_those_who_went_along),
		cmocka_unit_test(test_toll__of_a_body_that_was_found),
		cmocka_unit_test(test_toll__of_described_and_titled_people),
		cmocka_unit_test(test_toll__of_what_did_not_happen),
		cmocka_unit_test(test_toll__attackers),
		cmocka_unit_test(test_toll__is_no_number_of_something_else),
		cmocka_unit_test(test_toll__kidnapped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
