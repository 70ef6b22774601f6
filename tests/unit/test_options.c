/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "blotter/options.h"

struct args {
	int loud, color, shade;
	const char *name;
	struct bl_option_list dirs;
	unsigned long long limit, memory;
	double k1;
};

static const char *const colors[] = { "red", "green", NULL };

#define AT(field) offsetof(struct args, field)

static const struct bl_option table[] = {
	{ .kind = BL_OPT_GROUP, .help = "Things" },
	{ 'l', "loud", NULL, BL_OPT_FLAG, AT(loud), 7, "shout", NULL },
	{ 'n', "name", "NAME", BL_OPT_STRING, AT(name), 0, "a name", NULL },
	{ 'd', "dir", "DIR", BL_OPT_LIST, AT(dirs), 0, "a folder", NULL },
	{ 'c', "limit", "N", BL_OPT_COUNT, AT(limit), 0, "a number", NULL },
	{ 'm', "memory", "SIZE", BL_OPT_BYTES, AT(memory), 0, "bytes", NULL },
	{ 0, "k1", "X", BL_OPT_REAL, AT(k1), 0, "a number", NULL },
	{ 0, "color", "C", BL_OPT_CHOICE, AT(color), 0, "one", colors },
	{ 0, "shade", "[=C]", BL_OPT_MAYBE, AT(shade), 9, "one", colors },
	{ 0 }
};

static struct args args;
static struct bl_error err;
static char *words[32];
static int n_args;

/* Parse a command line given as one string. */
static bl_status parse(const char *line, enum bl_option_flags flags)
{
	static char copy[512];
	int argc = 1;
	char *p = copy;

	snprintf(copy, sizeof(copy), "%s", line);
	memset(&args, 0, sizeof(args));
	memset(&err, 0, sizeof(err));
	words[0] = copy;
	while (*p) {
		words[argc++] = p;
		p += strcspn(p, " ");
		if (*p)
			*p++ = '\0';
	}
	return bl_options_parse(table, &args, argc, words, flags, "query",
				&n_args, &err);
}

static void test_options__take_every_spelling(void **state)
{
	(void)state;
	assert_int_equal(parse("-l -nx --dir=a a1 -d b --limit 12 -m 2K "
			       "--k1=0.5 --color green -- -l",
			       BL_OPTIONS_MIXED),
			 BL_OK);
	assert_int_equal(args.loud, 7);
	assert_string_equal(args.name, "x");
	assert_int_equal(args.dirs.n, 2);
	assert_string_equal(args.dirs.item[1], "b");
	assert_int_equal(args.limit, 12);
	assert_int_equal(args.memory, 2048);
	assert_true(args.k1 == 0.5);
	assert_int_equal(args.color, 1);
	assert_int_equal(n_args, 2);
	assert_string_equal(words[1], "a1");
	assert_string_equal(words[2], "-l");
}

static void test_options__take_a_choice_that_may_be_left_out(void **state)
{
	(void)state;
	assert_int_equal(parse("--shade green", BL_OPTIONS_MIXED), BL_OK);
	assert_int_equal(args.shade, 9);
	assert_int_equal(n_args, 1);
	assert_int_equal(parse("--shade=green", BL_OPTIONS_MIXED), BL_OK);
	assert_int_equal(args.shade, 1);
	assert_int_equal(parse("--shade=", BL_OPTIONS_MIXED), BL_ERR_USAGE);
	assert_string_equal(err.text,
			    "--shade: expected one of red, green, not ''");
}

static void test_options__clustered_letters_and_lone_dash(void **state)
{
	(void)state;
	assert_int_equal(parse("-ln x -", BL_OPTIONS_MIXED), BL_OK);
	assert_int_equal(args.loud, 7);
	assert_string_equal(args.name, "x");
	assert_int_equal(n_args, 1);
	assert_string_equal(words[1], "-");
}

static void test_options__wrong_usage_is_explained(void **state)
{
	static const char *const cases[][2] = {
		{ "--nmae x", "unknown option '--nmae': did you mean "
			      "'--name'?" },
		{ "--zzzzzz", "unknown option '--zzzzzz' (--help lists them)" },
		{ "-x", "unknown option '-x' (--help lists them)" },
		{ "-lx", "unknown option '-lx' (--help lists them)" },
		{ "--loud=1", "--loud takes no value" },
		{ "--name", "--name needs NAME" },
		{ "--limit -1", "--limit: expected a whole number, not '-1'" },
		{ "--limit 99999999999999999999999",
		  "--limit: expected a whole number, not "
		  "'99999999999999999999999'" },
		{ "-m 5Q", "--memory: expected a size like 512M, not '5Q'" },
		{ "-m 99999999999999G",
		  "--memory: expected a size like 512M, not "
		  "'99999999999999G'" },
		{ "--k1 nan", "--k1: expected a number, not negative, not "
			      "'nan'" },
		{ "--color blue",
		  "--color: expected one of red, green, not 'blue'" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_int_equal(parse(cases[i][0], BL_OPTIONS_MIXED),
				 BL_ERR_USAGE);
		assert_string_equal(err.text, cases[i][1]);
	}
}

static void test_options__go_before_the_query(void **state)
{
	(void)state;
	assert_int_equal(parse("-police bomb", BL_OPTIONS_FIRST), BL_ERR_USAGE);
	assert_string_equal(err.text,
			    "unknown option '-police': a query that begins "
			    "with '-' goes after '--'");
	assert_int_equal(parse("-l bomb -bomb", BL_OPTIONS_FIRST), BL_OK);
	assert_int_equal(n_args, 2);
	assert_int_equal(parse("bomb --limit=3", BL_OPTIONS_FIRST),
			 BL_ERR_USAGE);
	assert_string_equal(err.text,
			    "'--limit=3': options go before the query");
	assert_int_equal(parse("bomb -l", BL_OPTIONS_FIRST), BL_ERR_USAGE);
	assert_int_equal(parse("bomb -c5", BL_OPTIONS_FIRST), BL_ERR_USAGE);
	assert_int_equal(parse("bomb -ceasefire -c5x", BL_OPTIONS_FIRST),
			 BL_OK);
	assert_int_equal(parse("-- bomb -l", BL_OPTIONS_FIRST), BL_OK);
	assert_int_equal(n_args, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_options__take_every_spelling),
		cmocka_unit_test(
			test_options__take_a_choice_that_may_be_left_out),
		cmocka_unit_test(test_options__clustered_letters_and_lone_dash),
		cmocka_unit_test(test_options__wrong_usage_is_explained),
		cmocka_unit_test(test_options__go_before_the_query),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
