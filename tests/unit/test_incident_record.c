/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The stored form, the printed form, and the worked example in full. */
#include <math.h>

#include "blotter/file.h"
#include "test_incident.h"

#define SAMPLE "corpus/sample/text/karachi-police-office.txt"
#define RECORD_MAX_BYTES ((size_t)1 << 20)

static const char attack[] =
	"Gunmen of the Pakistani Taliban attacked a police station in Karachi "
	"on Friday, killing two soldiers and two policemen and wounding at "
	"least nine people. The group claimed responsibility.\n\n"
	"Last month, a suicide bombing in Peshawar killed more than 100 "
	"people.";

static void json_of(struct bl_buf *out, const struct bl_incidents *list)
{
	struct bl_error err = BL_ERROR_INIT;

	bl_buf_clear(out);
	bl_incidents_json(out, list);
	assert_int_equal(bl_buf_status(out, &err), BL_OK);
}

static void test_record__gives_back_what_was_stored(void **state)
{
	struct bl_error err = BL_ERROR_INIT;
	struct bl_buf record, before, after;
	struct bl_incidents again;
	struct extraction e;

	(void)state;
	extraction_open(&e);
	bl_buf_init(&record, RECORD_MAX_BYTES);
	bl_buf_init(&before, RECORD_MAX_BYTES);
	bl_buf_init(&after, RECORD_MAX_BYTES);
	extract(&e, "Attack in Karachi", attack);
	assert_int_equal(e.list.n, 2);
	assert_int_equal(bl_incidents_encode(&record, &e.list, &err), BL_OK);
	assert_int_equal(bl_incidents_decode(&again, &e.arena,
					     bl_buf_str(&record), &err),
			 BL_OK);
	json_of(&before, &e.list);
	json_of(&after, &again);
	assert_string_equal(before.data, after.data);
	assert_true(record.len < 1200);
	bl_buf_release(&after);
	bl_buf_release(&before);
	bl_buf_release(&record);
	extraction_close(&e);
}

static void test_record__holds_no_incidents(void **state)
{
	struct bl_incidents none = BL_INCIDENTS_INIT, again;
	struct bl_error err = BL_ERROR_INIT;
	struct bl_arena arena = BL_ARENA_INIT;
	struct bl_buf record;

	(void)state;
	bl_buf_init(&record, RECORD_MAX_BYTES);
	assert_int_equal(bl_incidents_encode(&record, &none, &err), BL_OK);
	assert_int_equal(record.len, 6);
	assert_int_equal(bl_incidents_decode(&again, &arena,
					     bl_buf_str(&record), &err),
			 BL_OK);
	assert_int_equal(again.n, 0);
	bl_buf_release(&record);
	bl_arena_release(&arena);
}

static void test_record__refuses_damage(void **state)
{
	struct bl_error err = BL_ERROR_INIT;
	struct bl_incidents again;
	struct extraction e;
	struct bl_buf record;
	size_t i;

	(void)state;
	extraction_open(&e);
	bl_buf_init(&record, RECORD_MAX_BYTES);
	extract(&e, "", attack);
	assert_int_equal(bl_incidents_encode(&record, &e.list, &err), BL_OK);
	for (i = 0; i < record.len; i++) {
		struct bl_str cut = { record.data, i };
		bl_status st;

		assert_int_equal(bl_incidents_decode(&again, &e.arena, cut,
						     &err),
				 BL_ERR_CORRUPT);
		record.data[i] ^= 0x41;
		st = bl_incidents_decode(&again, &e.arena, bl_buf_str(&record),
					 &err);
		assert_int_equal(st, i ? BL_ERR_CORRUPT : BL_ERR_VERSION);
		record.data[i] ^= 0x41;
	}
	bl_buf_release(&record);
	extraction_close(&e);
}

static bl_status skim(struct bl_incident_place *out, const struct bl_buf *bytes,
		      enum bl_field_id field)
{
	return bl_incident_place_skim(out, bl_buf_str(bytes), field, NULL);
}

/* Skimming reads less of a place, and the same. */
static void test_place__is_skimmed_for_what_a_filter_asks(void **state)
{
	const struct bl_incident_place places[] = {
		{ .id = 7,
		  .name = BL_STR("Karachi"),
		  .admin = BL_STR("Sindh"),
		  .country = BL_STR("PK"),
		  .country_name = BL_STR("Pakistan"),
		  .lat = 24.86,
		  .lon = -67.01,
		  .precision = BL_PRECISION_CITY },
		{ .name = BL_STR("Kot Lakhpat"), .lat = NAN, .lon = NAN },
	};
	struct bl_incident_place got;
	struct bl_buf bytes;
	struct bl_str cut;
	size_t i;

	(void)state;
	bl_buf_init(&bytes, RECORD_MAX_BYTES);
	for (i = 0; i < 2; i++) {
		const struct bl_incident_place *want = &places[i];

		bl_buf_clear(&bytes);
		bl_incident_place_encode(&bytes, want);
		assert_int_equal(skim(&got, &bytes, BL_FIELD_ID_PLACE), BL_OK);
		assert_int_equal(got.id, want->id);
		assert_true(got.id || bl_str_eq(got.name, want->name));
		assert_int_equal(skim(&got, &bytes, BL_FIELD_ID_COUNTRY),
				 BL_OK);
		assert_true(bl_str_eq(got.country, want->country));
		assert_int_equal(skim(&got, &bytes, BL_FIELD_ID_AROUND), BL_OK);
		assert_int_equal(got.precision, want->precision);
		assert_true(isnan(want->lat)
				    ? isnan(got.lat)
				    : fabs(got.lat - want->lat) < 1e-5);
		assert_true(isnan(want->lon)
				    ? isnan(got.lon)
				    : fabs(got.lon - want->lon) < 1e-5);
	}
	for (cut = bl_buf_str(&bytes); cut.len--;)
		assert_int_equal(bl_incident_place_skim(
					 &got, cut, BL_FIELD_ID_AROUND, NULL),
				 BL_ERR_CORRUPT);
	bl_buf_release(&bytes);
}

static void test_json__has_the_fields_that_are_promised(void **state)
{
	static const char *const parts[] = {
		"\"types\":[\"armed-attack\",\"attack\"]",
		"\"stage\":\"accomplished\"",
		"\"date\":{\"from\":\"2023-02-17\",\"to\":\"2023-02-17\","
		"\"text\":\"Friday\"}",
		"\"name\":\"Karachi\",\"admin\":\"Sindh\",\"country\":\"PK\","
		"\"country_name\":\"Pakistan\",\"lat\":24.",
		"\"name\":\"Tehrik-e Taliban Pakistan\",\"names\":[\"Tehrik-e "
		"Taliban Pakistan\",\"TTP\"",
		"\"killed\":{\"min\":4,\"max\":4,\"attackers\":null",
		"\"injured\":{\"min\":9,\"max\":null",
		"\"kidnapped\":null",
		"\"claimed\":true",
		"\"confidence\":",
		"\"evidence\":[{\"value\":\"type\",\"index\":0,\"field\":"
		"\"text\",\"start\":",
	};
	struct extraction e;
	struct bl_buf json;
	size_t i;

	(void)state;
	extraction_open(&e);
	bl_buf_init(&json, RECORD_MAX_BYTES);
	extract(&e, "", attack);
	json_of(&json, &e.list);
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (!strstr(json.data, parts[i]))
			fail_msg("no %s in %s", parts[i], json.data);
	}
	bl_buf_release(&json);
	extraction_close(&e);
}

/* The words of the text that a value of incident `which` rests on. */
static struct bl_str evidence_of(const struct extraction *e, size_t which,
				 enum bl_incident_value value)
{
	const struct bl_incident *in = &e->list.item[which];
	size_t i;

	for (i = 0; i < in->n_evidence; i++) {
		const struct bl_evidence *v = &in->evidence[i];
		struct bl_str field = v->in_title ? e->article.title
						  : e->article.text;

		if (v->value == (uint8_t)value)
			return (struct bl_str){ field.data + v->start,
						v->end - v->start };
	}
	return BL_STR("");
}

static void assert_evidence(const struct extraction *e, size_t which,
			    enum bl_incident_value value, const char *words)
{
	struct bl_str s = evidence_of(e, which, value);

	if (bl_str_cmp(s, bl_str_from(words)) != 0)
		fail_msg("%s rests on \"%.*s\", not \"%s\"",
			 bl_incident_value_name(value), (int)s.len, s.data,
			 words);
}

static void test_evidence__is_the_words_that_say_so(void **state)
{
	struct extraction e;

	(void)state;
	extraction_open(&e);
	extract(&e, "", attack);
	assert_evidence(&e, 0, BL_VALUE_TYPE, "attacked");
	assert_evidence(&e, 0, BL_VALUE_DATE, "Friday");
	assert_evidence(&e, 0, BL_VALUE_PLACE, "Karachi");
	assert_evidence(&e, 0, BL_VALUE_ACTOR, "Pakistani Taliban");
	assert_evidence(&e, 0, BL_VALUE_KILLED,
			"two soldiers and two policemen");
	assert_evidence(&e, 0, BL_VALUE_INJURED, "at least nine people");
	assert_evidence(&e, 0, BL_VALUE_CLAIMED, "claimed responsibility");
	assert_evidence(&e, 1, BL_VALUE_TYPE, "suicide bombing");
	assert_evidence(&e, 1, BL_VALUE_KILLED, "more than 100 people");
	extraction_close(&e);
}

/* incidents.md, "The worked example", on the report told in our own words. */
static void test_worked_example__gives_what_the_design_asks(void **state)
{
	struct bl_error err = BL_ERROR_INIT;
	struct extraction e;
	struct bl_buf text;
	char *line_end;

	(void)state;
	bl_buf_init(&text, RECORD_MAX_BYTES);
	if (bl_file_read(&text, SAMPLE, RECORD_MAX_BYTES / 2, &err) < 0) {
		bl_buf_release(&text);
		skip();
	}
	extraction_open(&e);
	line_end = strchr(text.data, '\n');
	assert_non_null(line_end);
	*line_end = '\0';
	extract(&e, text.data, line_end + 1);
	assert_int_equal(
		check_incident(&e, 0, "main",
			       "type=armed-attack date=2023-02-17 "
			       "place=Karachi country=PK target=police "
			       "killed=4+ attackers=2 injured=9 "
			       "actor=Tehrik-e_Taliban_Pakistan "
			       "status=claimed claimed=yes "
			       "weapon=explosives") +
			check_incident(&e, 1, "background",
				       "type=suicide-bombing place=Peshawar "
				       "date=2023-01-01..2023-01-31 "
				       "killed=100+ injured=200+"),
		0);
	extraction_close(&e);
	bl_buf_release(&text);
}

static void test_extract__depends_on_nothing_read_before(void **state)
{
	static const char *const texts[] = { attack, "A bomb exploded in Cali.",
					     "", "Nothing happened." };
	struct bl_buf json[2];
	struct extraction e;
	size_t i;

	(void)state;
	bl_buf_init(&json[0], RECORD_MAX_BYTES);
	bl_buf_init(&json[1], RECORD_MAX_BYTES);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		extraction_open(&e);
		extract(&e, "", texts[i]);
		json_of(&json[0], &e.list);
		extract(&e, "", texts[(i + 1) % 4]);
		bl_vocab_clear(e.vocab);
		bl_extractor_forget(e.x);
		extract(&e, "", texts[(i + 2) % 4]);
		extract(&e, "", texts[i]);
		json_of(&json[1], &e.list);
		assert_string_equal(json[0].data, json[1].data);
		extraction_close(&e);
	}
	bl_buf_release(&json[1]);
	bl_buf_release(&json[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_record__gives_back_what_was_stored),
		cmocka_unit_test(test_record__holds_no_incidents),
		cmocka_unit_test(test_record__refuses_damage),
		cmocka_unit_test(test_place__is_skimmed_for_what_a_filter_asks),
		cmocka_unit_test(test_json__has_the_fields_that_are_promised),
		cmocka_unit_test(test_evidence__is_the_words_that_say_so),
		cmocka_unit_test(
			test_worked_example__gives_what_the_design_asks),
		cmocka_unit_test(test_extract__depends_on_nothing_read_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
