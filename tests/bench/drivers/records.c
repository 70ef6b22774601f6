/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Rewrites JSON Lines for the peers whose indexers read forms of their own:
 * records FORM CORPUS [DIR], to standard output or, a file each, into DIR.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "driver.h"

/* s with each byte that is in `bad` written as `instead` */
static void put(const char *s, const char *bad, const char *instead)
{
	for (;;) {
		size_t n = strcspn(s, bad);

		fwrite(s, 1, n, stdout);
		if (!s[n])
			return;
		fputs(instead, stdout);
		s += n + 1;
	}
}

/* omega's scriptindex: a line of a value after its first begins with '='. */
static void put_omega(const struct record *r)
{
	printf("id=%s\ndate=%s\nsource=%s\nurl=%s\ntitle=", r->id, r->date,
	       r->source, r->url);
	put(r->title, "\n", "\n=");
	fputs("\ntext=", stdout);
	put(r->text, "\n", "\n=");
	fputs("\n\n", stdout);
}

/* swish-e -S prog: some headers, an empty line, the document. */
static void put_swish(const struct record *r)
{
	printf("Path-Name: %s\nContent-Length: %zu\nDocument-Type: TXT*\n\n"
	       "%s\n%s",
	       r->id, strlen(r->title) + 1 + strlen(r->text), r->title,
	       r->text);
}

/* sphinx's tsvpipe: a number, the title, the text. */
static void put_tsv(const struct record *r)
{
	printf("%lu\t", r->number);
	put(r->title, "\t\n\r", " ");
	putchar('\t');
	put(r->text, "\t\n\r", " ");
	putchar('\n');
}

static void put_text(const struct record *r)
{
	printf("%s\n%s\n", r->title, r->text);
}

/* recoll: a file an article. */
static void put_file(const struct record *r)
{
	char name[32];

	snprintf(name, sizeof(name), "%lu.txt", r->number);
	if (!freopen(name, "w", stdout))
		die("cannot write '%s'", name);
	put_text(r);
}

/* What reading JSON alone costs. */
static void put_nothing(const struct record *r)
{
	(void)r;
}

static const struct form {
	const char *name;
	void (*put)(const struct record *r);
} forms[] = {
	{ "omega", put_omega }, { "swish", put_swish }, { "tsv", put_tsv },
	{ "text", put_text },   { "files", put_file },  { "none", put_nothing },
};

int main(int argc, char **argv)
{
	const struct form *form = forms;
	const struct form *end = forms + sizeof(forms) / sizeof(*forms);
	struct record r = { .id = NULL };
	FILE *corpus;

	while (argc >= 3 && form < end && strcmp(form->name, argv[1]) != 0)
		form++;
	if (argc < 3 || form == end)
		die("usage: %s FORM CORPUS [DIR]", argv[0]);
	corpus = fopen(argv[2], "r");
	if (!corpus)
		die("cannot open '%s'", argv[2]);
	if (argc > 3 && chdir(argv[3]))
		die("cannot enter '%s'", argv[3]);
	while (read_record(&r, corpus))
		form->put(&r);
	fclose(corpus);
	return fflush(stdout) || ferror(stdout);
}
