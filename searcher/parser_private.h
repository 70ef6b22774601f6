/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the parts of the parser share.  Parsing has three steps: lex.c cuts the
 * text into lexemes; parse_word.c and parse_field.c make a leaf of each
 * operand, and operands without a token go; parse.c reads the operators
 * between the leaves, parse_group.c makes the nodes above them, and
 * parse_condition.c those above filters on incidents.
 */
#ifndef BLOTTER_PARSER_PRIVATE_H
#define BLOTTER_PARSER_PRIVATE_H

#include "lex_private.h"
#include "parse_private.h"

/* What a group makes of one of its members. */
enum bl_role {
	BL_ROLE_PLAIN, /* written without a sign: parse.c decides */
	BL_ROLE_OPTIONAL,
	BL_ROLE_REQUIRED,
	BL_ROLE_EXCLUDED,
};

struct bl_member {
	struct bl_node *node;
	enum bl_role role;
};

struct bl_parser {
	const struct bl_parse_context *c;
	struct bl_tokens tokens; /* scratch of parse_word.c */
	size_t words;            /* nodes that name a word, so far */

	const struct bl_lexeme *next;
	const struct bl_lexeme *last; /* the one read before, or NULL */
	unsigned depth;               /* of parentheses and signs */
	/* Members of all groups that are open: each group knows where its own
	 * begin.  There is room for one a lexeme. */
	struct bl_member *member;
	size_t members;

	size_t *column;
	struct bl_error *err;
};

/* Wrong at this byte: p's error, for the message. */
struct bl_error *bl_parse_at(struct bl_parser *p, size_t column);

/* A node with weight 1. */
bl_status bl_parse_node(struct bl_node **out, struct bl_parser *p,
			enum bl_node_kind kind, size_t column);

/* The leaf of a word or phrase; *out is NULL when it has no token. */
bl_status bl_parse_word(struct bl_node **out, struct bl_parser *p,
			const struct bl_lexeme *x);
/* The leaf of a field and its value, as bl_parse_word. */
bl_status bl_parse_field(struct bl_node **out, struct bl_parser *p,
			 const struct bl_lexeme *x);
void bl_parse_push(struct bl_parser *p, struct bl_node *node,
		   enum bl_role role);
/*
 * Take the members from first on, none of them plain, and make one node of
 * them: in all required ones and none excluded; in some optional one, unless
 * there are required ones, to whose score the optional ones then add theirs.
 */
bl_status bl_parse_group(struct bl_node **out, struct bl_parser *p,
			 size_t first);
/* A root selects articles by itself: a NOT becomes ALL without it, a condition
 * is closed. */
bl_status bl_parse_root(struct bl_node **root, struct bl_parser *p);
/* Does it select and score nothing, as fields do? */
bool bl_parse_is_filter(const struct bl_node *node);

/* Is it an open condition on an incident (parse_condition.c)? */
bool bl_parse_is_condition(const struct bl_node *node);
/* The NOT of a node; of a condition of NOTs alone, what they negate. */
bl_status bl_parse_not(struct bl_node **out, struct bl_parser *p,
		       struct bl_node *node);
/* What selects the articles that have an incident which passes a condition; of
 * a condition of NOTs alone, those that have none which passes what they
 * negate.  Another node stays as it is. */
bl_status bl_parse_close(struct bl_node **out, struct bl_parser *p,
			 struct bl_node *node);

#endif
