/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who did it: groups, states' forces, "the rebels", and who says so. */
#include "test_incident.h"

#define FMLN "actor=Farabundo_Marti_National_Liberation_Front"
#define ARMY "actor=Armed_Forces"

static void test_actor__does_what_the_verb_says(void **state)
{
	static const struct sentence_case cases[] = {
		{ "FARC rebels bombed a bridge near Cali on Friday.",
		  "actor=Revolutionary_Armed_Forces_of_Colombia" },
		{ "Al-Shabaab fighters stormed a hotel in Mogadishu on Friday.",
		  "actor=Al-Shabaab status=reported" },
		{ "Boko Haram kidnapped 20 pupils in Borno on Friday.",
		  "actor=Boko_Haram kidnapped=20" },
		{ "The FMLN carried out an attack in San Miguel on Friday.",
		  FMLN },
		{ "The FMLN launched a rocket attack on a barracks in San "
		  "Miguel.",
		  FMLN },
		{ "The FMLN is attacking a garrison in San Miguel.", FMLN },
		{ "Hamas has been firing on a post near Gaza City.",
		  "actor=Hamas" },
		{ "An ETA bomb exploded in Bilbao on Friday, killing a guard.",
		  "actor=Basque_Fatherland_and_Freedom" },
		{ "Members of the Taliban occupied a school in Miranshah and "
		  "hostages were taken.",
		  "actor=Taliban" },
		{ "A bus was bombed by Hezbollah in Haifa on Friday.",
		  "actor=Hezbollah" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_actor__may_be_a_force_of_the_state(void **state)
{
	static const struct sentence_case cases[] = {
		{ "The army shelled a village near Goma on Friday.", ARMY },
		{ "Army troops killed six students in Chilpancingo on Friday.",
		  ARMY " killed=6" },
		{ "Six students were killed by the army in Chilpancingo.",
		  ARMY " killed=6" },
		{ "Members of the armed forces murdered a priest in San "
		  "Miguel.",
		  ARMY " killed=1" },
		{ "The union blamed the army for the murder of six students "
		  "in Chilpancingo.",
		  ARMY " status=suspected" },
		{ "The army accepted responsibility for the death of two "
		  "reporters in Usulutan.",
		  ARMY " status=claimed" },
		{ "Gunmen ambushed an army patrol near Goma on Friday.",
		  "actor=-" },
		{ "A soldier of the army was killed by a bomb in Mosul.",
		  "actor=-" },
		{ "A bomb exploded in Mosul, the army said on Friday.",
		  "actor=-" },
		{ "A bomb in Mosul killed two people, it was announced by the "
		  "army.",
		  "actor=-" },
		{ "A bomb exploded in Sderot. The military wing of Hamas "
		  "claimed responsibility.",
		  "actor=Hamas status=claimed" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_actor__is_not_who_speaks_of_it(void **state)
{
	static const struct sentence_case cases[] = {
		{ "According to the army, rebels bombed a bridge in Goma.",
		  "actor=-" },
		{ "The army added that rebels bombed a bridge in Goma.",
		  "actor=-" },
		{ "According to police, the army bombed a bridge in Goma.",
		  ARMY },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

/* A few letters, or a common word, may be of another group's name. */
static void test_actor__is_not_a_namesake(void **state)
{
	static const struct sentence_case cases[] = {
		{ "MNR fighters bombed a bridge near Maputo in Mozambique.",
		  "actor=Mozambique_National_Resistance_Movement" },
		{ "The MNR said gunmen kidnapped its leader in Guatemala City.",
		  "actor=-" },
		{ "PLO members bombed a bus in Paris on Friday.",
		  "actor=Palestine_Liberation_Organization" },
		{ "A bridge near Cali was bombed by the Army of National "
		  "Liberation.",
		  "actor=National_Liberation_Army" },
		{ "The murder in La Paz was claimed by the Zarate Willka Armed "
		  "Forces.",
		  "actor=Zarate_Willka_Armed_Forces_of_Liberation" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_actor__is_whom_the_rebels_are_known_to_be(void **state)
{
	static const struct sentence_case cases[] = {
		{ "Guerrillas dynamited a bridge near Usulutan on Friday. The "
		  "FMLN has a camp there, officers said.",
		  FMLN },
		{ "The rebels burned two buses near Usulutan on Friday. "
		  "Talks with the FMLN broke off after the attack.",
		  FMLN },
		{ "The rebels burned two buses near Goma on Friday.",
		  "actor=-" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_actor__may_be_the_only_group_beside_an_attack(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A bomb exploded in Bilbao on Friday, killing a guard. ETA "
		  "has often attacked policemen.",
		  "actor=Basque_Fatherland_and_Freedom status=suspected" },
		{ "A bomb exploded in Huanuco on Friday. On Saturday Shining "
		  "Path members murdered four farmers in Tocache.",
		  "actor=Shining_Path status=suspected" },
		{ "A train derailed in Bilbao on Friday, killing a guard. ETA "
		  "has often attacked policemen.",
		  "actor=-" },
		/* two that it may have been */
		{ "A bomb exploded in Lima on Friday, killing a guard. The "
		  "Shining Path and the MRTA have killed 8,000 since 1980.",
		  "actor=-" },
		/* so much later, and at another time */
		{ "A bomb exploded in Bilbao on Friday, killing a guard. "
		  "Nobody knows why. Police are looking for a man. ETA has "
		  "often attacked policemen.",
		  "actor=-" },
		{ "A bomb exploded in Bilbao on Friday, killing a guard. In "
		  "1997 ETA kidnapped a councillor in Ermua.",
		  "actor=-" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

static void test_actor__is_claimed_suspected_or_denied(void **state)
{
	static const struct sentence_case cases[] = {
		{ "A bomb exploded in Lima. Shining Path is believed to be "
		  "responsible.",
		  "actor=Shining_Path status=suspected" },
		{ "A bomb exploded in Lima. Police blamed the Shining Path.",
		  "actor=Shining_Path status=suspected" },
		{ "A bomb exploded in Lima. The attack was attributed to the "
		  "Shining Path.",
		  "actor=Shining_Path status=suspected" },
		{ "A bomb exploded in Lima. The attack was claimed by the "
		  "Shining Path.",
		  "actor=Shining_Path status=claimed claimed=yes" },
		{ "A bomb exploded in Lima. The Shining Path took credit.",
		  "actor=Shining_Path status=claimed" },
		{ "A bomb exploded in Lima. Shining Path denied "
		  "responsibility.",
		  "actor=Shining_Path status=denied" },
		{ "A bomb exploded in Madrid. ETA is suspected.",
		  "actor=Basque_Fatherland_and_Freedom status=suspected" },
		{ "A bomb exploded in Karachi. The Pakistani Taliban claimed "
		  "responsibility.",
		  "actor=Tehrik-e_Taliban_Pakistan status=claimed "
		  "claimed=yes" },
		{ "A bomb exploded in Lima. Nobody claimed responsibility.",
		  "actor=- claimed=no" },
		{ "A bomb exploded in Lima. No organization has claimed "
		  "responsibility.",
		  "claimed=no" },
		{ "A bomb exploded in Athens. The Children of Fire claimed "
		  "responsibility.",
		  "actor=Children_of_Fire claimed=yes" },
		{ "A bomb exploded in Athens. The attack was claimed by the "
		  "Lions of Thrace.",
		  "actor=Lions_of_Thrace claimed=yes" },
		/* a name of small words only is none */
		{ "A bomb exploded in Athens. De La claimed responsibility.",
		  "actor=- claimed=yes" },
		{ "A bomb exploded in Athens. Al claimed responsibility",
		  "actor=- claimed=yes" },
	};

	(void)state;
	CHECK_SENTENCES(cases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_actor__does_what_the_verb_says),
		cmocka_unit_test(test_actor__may_be_a_force_of_the_state),
		cmocka_unit_test(test_actor__is_not_who_speaks_of_it),
		cmocka_unit_test(test_actor__is_not_a_namesake),
		cmocka_unit_test(
			test_actor__is_whom_the_rebels_are_known_to_be),
		cmocka_unit_test(
			test_actor__may_be_the_only_group_beside_an_attack),
		cmocka_unit_test(test_actor__is_claimed_suspected_or_denied),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
