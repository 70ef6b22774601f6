/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blotter/options.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "blotter/utf8.h"

#define HELP_COLUMN 26
#define HELP_WIDTH 79
#define NEAR_EDITS 3

struct parse {
	const struct bl_option *table;
	char *args; /* the struct to fill */
	int argc;
	char **argv;
	int next; /* index of the argument to look at */
	enum bl_option_flags flags;
	const char *what; /* the arguments are */
	struct bl_error *err;
};

static bool is_end(const struct bl_option *o)
{
	return o->kind == BL_OPT_END;
}

static const struct bl_option *find_letter(const struct bl_option *table,
					   char letter)
{
	for (; !is_end(table); table++)
		if (table->letter == letter && letter)
			return table;
	return NULL;
}

static const struct bl_option *find_name(const struct bl_option *table,
					 struct bl_str name)
{
	for (; !is_end(table); table++)
		if (table->name && bl_str_eq(bl_str_from(table->name), name))
			return table;
	return NULL;
}

static bl_status unknown(struct parse *p, struct bl_str name)
{
	const struct bl_option *o, *best = NULL;
	unsigned least = NEAR_EDITS + 1;

	for (o = p->table; !is_end(o); o++) {
		unsigned d = o->name ? bl_utf8_distance(bl_str_from(o->name),
							name, NEAR_EDITS)
				     : least;

		if (d < least && d < name.len) {
			least = d;
			best = o;
		}
	}
	if (best)
		return bl_fail(p->err, BL_ERR_USAGE,
			       "unknown option '--%.*s': did you mean '--%s'?",
			       (int)name.len, name.data, best->name);
	return bl_fail(p->err, BL_ERR_USAGE,
		       "unknown option '--%.*s' (--help lists them)",
		       (int)name.len, name.data);
}

/* Letters, of which one is none of ours.  Where options come first it may be
 * an argument that was meant: a word to exclude. */
static bl_status unknown_letters(struct parse *p, const char *arg)
{
	if (p->flags & BL_OPTIONS_FIRST)
		return bl_fail(p->err, BL_ERR_USAGE,
			       "unknown option '%s': a %s that begins with '-' "
			       "goes after '--'",
			       arg, p->what);
	return bl_fail(p->err, BL_ERR_USAGE,
		       "unknown option '%s' (--help lists them)", arg);
}

/* How an option is called in messages. */
static bl_status bad_value(struct parse *p, const struct bl_option *o,
			   const char *value, const char *expected)
{
	return bl_fail(p->err, BL_ERR_USAGE, "--%s: expected %s, not '%s'",
		       o->name, expected, value);
}

static bl_status set_count(struct parse *p, const struct bl_option *o,
			   const char *value)
{
	unsigned long long n;
	const char *expected = o->kind == BL_OPT_BYTES ? "a size like 512M"
						       : "a whole number";
	unsigned shift = 0;
	char *end;

	errno = 0;
	n = strtoull(value, &end, 10);
	if (!isdigit((unsigned char)value[0]) || errno)
		return bad_value(p, o, value, expected);
	if (o->kind == BL_OPT_BYTES && *end) {
		static const char units[] = "KMG";
		const char *unit = strchr(units, toupper((unsigned char)*end));

		if (unit) {
			shift = 10 * (unsigned)(unit - units + 1);
			end++;
		}
	}
	if (*end || n > (~0ULL >> shift))
		return bad_value(p, o, value, expected);
	n <<= shift;
	memcpy(p->args + o->offset, &n, sizeof(n));
	return BL_OK;
}

static bl_status set_real(struct parse *p, const struct bl_option *o,
			  const char *value)
{
	char *end;
	double x;

	errno = 0;
	x = strtod(value, &end);
	if (end == value || *end || errno || !isfinite(x) || x < 0)
		return bad_value(p, o, value, "a number, not negative");
	memcpy(p->args + o->offset, &x, sizeof(x));
	return BL_OK;
}

static bl_status set_choice(struct parse *p, const struct bl_option *o,
			    const char *value)
{
	char expected[256] = "one of";
	int i;

	for (i = 0; o->choices[i]; i++) {
		size_t len = strlen(expected);

		if (!strcmp(o->choices[i], value)) {
			memcpy(p->args + o->offset, &i, sizeof(i));
			return BL_OK;
		}
		snprintf(expected + len, sizeof(expected) - len, "%s %s",
			 i ? "," : "", o->choices[i]);
	}
	return bad_value(p, o, value, expected);
}

static bl_status add_to_list(struct parse *p, const struct bl_option *o,
			     const char *value)
{
	struct bl_option_list *list =
		(struct bl_option_list *)(void *)(p->args + o->offset);

	if (list->n == BL_OPTION_LIST_MAX)
		return bl_fail(p->err, BL_ERR_USAGE,
			       "--%s: given more than %d times", o->name,
			       BL_OPTION_LIST_MAX);
	list->item[list->n++] = value;
	return BL_OK;
}

static bl_status set_value(struct parse *p, const struct bl_option *o,
			   const char *value)
{
	switch (o->kind) {
	case BL_OPT_STRING:
		memcpy(p->args + o->offset, &value, sizeof(value));
		return BL_OK;
	case BL_OPT_LIST:
		return add_to_list(p, o, value);
	case BL_OPT_COUNT:
	case BL_OPT_BYTES:
		return set_count(p, o, value);
	case BL_OPT_REAL:
		return set_real(p, o, value);
	case BL_OPT_CHOICE:
	case BL_OPT_MAYBE:
		return set_choice(p, o, value);
	case BL_OPT_FLAG:
	case BL_OPT_GROUP:
	case BL_OPT_END:
		break;
	}
	return bl_fail(p->err, BL_ERR_INTERNAL, "--%s takes no value", o->name);
}

/* An option was found; value is what stood with it, or NULL. */
static bl_status apply(struct parse *p, const struct bl_option *o,
		       const char *value)
{
	if (o->kind == BL_OPT_FLAG && value)
		return bl_fail(p->err, BL_ERR_USAGE, "--%s takes no value",
			       o->name);
	if (o->kind == BL_OPT_FLAG || (o->kind == BL_OPT_MAYBE && !value)) {
		memcpy(p->args + o->offset, &o->value, sizeof(o->value));
		return BL_OK;
	}
	if (!value && p->next < p->argc)
		value = p->argv[p->next++];
	if (!value)
		return bl_fail(p->err, BL_ERR_USAGE, "--%s needs %s", o->name,
			       o->argument);
	return set_value(p, o, value);
}

static bl_status parse_long(struct parse *p, const char *arg)
{
	const char *equals = strchr(arg, '=');
	struct bl_str name = { arg,
			       equals ? (size_t)(equals - arg) : strlen(arg) };
	const struct bl_option *o = find_name(p->table, name);

	if (!o)
		return unknown(p, name);
	return apply(p, o, equals ? equals + 1 : NULL);
}

/* arg is "-abc": each letter an option, the rest of it the value of one. */
static bl_status parse_letters(struct parse *p, const char *arg)
{
	const char *letter = arg + 1;

	while (*letter) {
		const struct bl_option *o = find_letter(p->table, *letter);
		bl_status st;

		if (!o)
			return unknown_letters(p, arg);
		letter++;
		if (o->kind != BL_OPT_FLAG)
			return apply(p, o, *letter ? letter : NULL);
		st = apply(p, o, NULL);
		if (st < 0)
			return st;
	}
	return BL_OK;
}

static bool looks_like_option(const char *arg)
{
	return arg[0] == '-' && arg[1];
}

/* "-n" and "-n5", but not "-nigeria", which excludes a word. */
static bool spells_letter(const struct bl_option *table, const char *letters)
{
	const struct bl_option *o = find_letter(table, letters[0]);
	const char *rest = letters + 1;

	if (o && o->kind == BL_OPT_COUNT)
		rest += strspn(rest, "0123456789");
	return o && !*rest;
}

/* Does arg, among the arguments, spell an option of the program? */
static bool spells_option(const struct bl_option *table, const char *arg)
{
	if (!looks_like_option(arg))
		return false;
	if (arg[1] != '-')
		return spells_letter(table, arg + 1);
	return find_name(table,
			 (struct bl_str){ arg + 2, strcspn(arg + 2, "=") });
}

/* The rest of argv are arguments; with BL_OPTIONS_FIRST none may spell an
 * option, unless "--" said that they are meant. */
static bl_status take_rest(struct parse *p, enum bl_option_flags flags,
			   bool after_dashes, const char *what, int *n_args)
{
	for (; p->next < p->argc; p->next++) {
		char *arg = p->argv[p->next];

		if ((flags & BL_OPTIONS_FIRST) && !after_dashes &&
		    spells_option(p->table, arg))
			return bl_fail(p->err, BL_ERR_USAGE,
				       "'%s': options go before the %s", arg,
				       what);
		p->argv[1 + (*n_args)++] = arg;
	}
	return BL_OK;
}

bl_status bl_options_parse(const struct bl_option *table, void *args, int argc,
			   char **argv, enum bl_option_flags flags,
			   const char *what, int *n_args, struct bl_error *err)
{
	struct parse p = { table, args, argc, argv, 1, flags, what, err };
	bl_status st;

	*n_args = 0;
	while (p.next < argc) {
		char *arg = argv[p.next++];

		if (!strcmp(arg, "--"))
			return take_rest(&p, flags, true, what, n_args);
		if (!looks_like_option(arg)) {
			argv[1 + (*n_args)++] = arg;
			if (flags & BL_OPTIONS_FIRST)
				return take_rest(&p, flags, false, what,
						 n_args);
			continue;
		}
		st = arg[1] == '-' ? parse_long(&p, arg + 2)
				   : parse_letters(&p, arg);
		if (st < 0)
			return st;
	}
	return BL_OK;
}

/* Print words from column on, breaking lines before HELP_WIDTH. */
static void print_wrapped(FILE *out, const char *words, int column)
{
	while (*words) {
		int len = (int)strcspn(words, " ");

		if (column > HELP_COLUMN && column + 1 + len > HELP_WIDTH) {
			fprintf(out, "\n%*s", HELP_COLUMN, "");
			column = HELP_COLUMN;
		} else if (column > HELP_COLUMN) {
			putc(' ', out);
			column++;
		}
		fprintf(out, "%.*s", len, words);
		column += len;
		words += len + (words[len] == ' ');
	}
	putc('\n', out);
}

void bl_options_help(const struct bl_option *table, FILE *out)
{
	for (; !is_end(table); table++) {
		char left[64];
		int n;

		if (table->kind == BL_OPT_GROUP) {
			fprintf(out, "%s:\n", table->help);
			continue;
		}
		n = snprintf(left, sizeof(left), "  %c%c%c --%s%s%s",
			     table->letter ? '-' : ' ',
			     table->letter ? table->letter : ' ',
			     table->letter ? ',' : ' ', table->name,
			     table->argument && table->kind != BL_OPT_MAYBE
				     ? " "
				     : "",
			     table->argument ? table->argument : "");
		if (n >= HELP_COLUMN - 1)
			fprintf(out, "%s\n%*s", left, HELP_COLUMN, "");
		else
			fprintf(out, "%-*s", HELP_COLUMN, left);
		print_wrapped(out, table->help, HELP_COLUMN);
	}
}
