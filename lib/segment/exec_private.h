/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Running a query.
 *
 * A query's tree becomes a plan: a tree of the same shape, whose leaves know
 * their terms' statistics over all segments.  For each segment in turn the plan
 * is bound to it (leaves get cursors), and the segment's articles are gone
 * through in windows of BL_WINDOW.  In a window each node fills in the set of
 * articles it selects, of those it is asked about; then the root's set is
 * counted, and scored.  A window in which the root can select nothing is
 * not visited.  A word alone, and the most frequent of groups, go without
 * windows (rank.c, joint.c).
 *
 * Sums are made in the order of the tree, whatever the order of evaluation, so
 * an article's score depends on nothing but the query and the index.
 */
#ifndef BLOTTER_EXEC_PRIVATE_H
#define BLOTTER_EXEC_PRIVATE_H

#include "segment_private.h"

#define BL_WINDOW 2048 /* articles */
#define BL_SET_WORDS (BL_WINDOW / 64)
#define BL_KEPT_MAX 2048 /* blocks, of 1.5 KB each */
#define BL_NO_DOC UINT32_MAX
#define BL_NO_POSTING UINT32_MAX

/* ---- reader.c */

struct bl_segment_reader {
	struct bl_reader base;
	struct bl_analysis analysis;
	const struct bl_kernels *k;
	struct bl_segment *segment;
	struct bl_dict_cursor *ids; /* one for each segment */
	size_t n, cap;
	char **dirs;
	size_t n_dirs;
	uint64_t docs, length; /* alive */
	struct bl_store_block block;
};

bl_status bl_segment_reader_open(struct bl_reader **out,
				 const char *const *dirs, size_t n,
				 struct bl_error *err);
void bl_segment_reader_close(struct bl_reader *r);
const struct bl_analysis *bl_segment_reader_analysis(const struct bl_reader *r);
bl_status bl_segment_stats(struct bl_reader *r, struct bl_stats *out,
			   enum bl_stats_extent extent, struct bl_error *err);
bl_status bl_segment_visit(struct bl_reader *r, const struct bl_node *query,
			   bl_field_set fields, bl_visit_fn *fn, void *ctx,
			   struct bl_error *err);
bl_status bl_segment_fetch(struct bl_reader *r, const struct bl_hit *hit,
			   struct bl_arena *arena, struct bl_article *out,
			   struct bl_incidents *incidents,
			   struct bl_error *err);
/* Of the articles of a list, those that are dead. */
uint32_t bl_count_dead(struct bl_postings *p, const struct bl_segment *s);

/* ---- forms.c, check.c */

bl_status bl_segment_forms(struct bl_reader *r, struct bl_str prefix,
			   bl_form_fn *fn, void *ctx, struct bl_error *err);
bl_status bl_segment_check(const char *dir, bl_line_fn *report, void *ctx,
			   struct bl_error *err);

/* ---- plan.c */

/* A set of articles of a window: bit i stands for its article i. */
struct bl_set {
	uint64_t word[BL_SET_WORDS];
};

struct bl_plan {
	const struct bl_node *node;
	struct bl_plan **child; /* in the order of the tree */
	size_t n;
	double weight; /* of it and all above it */
	bool in_near;  /* it is a NEAR, or below one */
	/* of TERM, FORM and KEYWORD */
	struct bl_str term;
	bool positional, by_id;
	struct bl_entry *entry; /* in each segment; docs 0: not there */
	uint64_t docs;          /* alive, in all segments */
	uint64_t blocks;        /* of postings, in all segments */
	struct bl_bm25 bm25;
	struct bl_incident_plan *incident; /* of INCIDENT */
	/* bound to a segment */
	struct bl_postings *postings;
	struct bl_block *kept; /* n_kept of them: see bl_postings_keep() */
	uint32_t n_kept;
	uint32_t block;  /* blocks before are behind us */
	uint32_t scored; /* the same, for scores */
	struct bl_positions *positions;
	uint32_t place;    /* of PHRASE: which of its words it is */
	bool late;         /* of PHRASE: not yet looked for in articles */
	uint32_t *posting; /* of rows.c: which of its postings, for each row */
	struct bl_plan **word;    /* of PHRASE and NEAR: all words below */
	struct bl_plan **by_cost; /* children: those that match least first,
				     NOTs last */
	uint64_t cost;            /* articles it may have to look at */
	struct bl_plan *
		*by_bound;   /* children: those that may give most first */
	double bound;        /* the most it may give, in the window */
	bool essential;      /* an article must have it, or another such */
	struct bl_set match; /* in the window at hand */
};

/* Room for numbers, in the arena of the search. */
struct bl_numbers {
	uint32_t *at;
	size_t cap;
};

/* Everything of one search. */
struct bl_exec {
	struct bl_segment_reader *r;
	const struct bl_search *s;
	struct bl_arena *arena;
	struct bl_plan *root;
	bool scores;                      /* does anything in it score? */
	bool joinable;                    /* can joint.c search for it? */
	const struct bl_visitor *visitor; /* NULL: hits are kept */
	struct bl_incident_scan *scan; /* of INCIDENT nodes, where there are */
	struct bl_found *found;        /* incidents of articles, where needed */
	/* the segment and the window at hand */
	const struct bl_segment *segment;
	size_t segment_number;
	uint32_t base;           /* its first article */
	uint32_t n_kept;         /* blocks, for all words */
	bool joint;              /* joint.c searches it */
	uint32_t rarest;         /* then: articles of the rarest word */
	struct bl_arena article; /* scratch of near.c */
	struct bl_numbers steps, ends;
	bool damaged, no_memory;
	/* from here on cleared where it is used */
	double score[BL_WINDOW];
};

bl_status bl_plan_make(struct bl_exec *x, struct bl_error *err);
/* Get ready for a segment. */
bl_status bl_plan_bind(struct bl_exec *x, size_t segment, struct bl_error *err);

/* ---- match.c */

/* The first article from `from` on that a node may select, or BL_NO_DOC. */
uint32_t bl_match_next(struct bl_plan *p, uint32_t from);
/* Fill in p->match: the articles of `among` that it selects.  Returns whether
 * there are any. */
bool bl_match(struct bl_exec *x, struct bl_plan *p, const struct bl_set *among);
/* Move *block on to one that may have articles of `among`, in the window, and
 * list those that lie between its first and its last as bl_set_few does, which
 * is what it returns; 0: there is no such block any more. */
uint32_t bl_block_of_window(uint32_t *few, uint32_t *block,
			    const struct bl_exec *x,
			    const struct bl_postings *l,
			    const struct bl_set *among);

/* ---- rows.c: articles in a table, with the postings that they have */

struct bl_rows {
	uint32_t n;
	uint32_t doc[BL_BLOCK];
	uint32_t row[BL_BLOCK]; /* of bl_plan.posting */
};

/* Put number i of them behind *kept others, if it `stays`. */
static inline void bl_rows_keep(struct bl_rows *r, uint32_t *kept, uint32_t i,
				bool stays)
{
	r->doc[*kept] = r->doc[i];
	r->row[*kept] = r->row[i];
	*kept += stays;
}

/* Have room for the postings of a word. */
bl_status bl_rows_plan(struct bl_exec *x, struct bl_plan *word,
		       struct bl_error *err);
/* Set a word's postings: BL_NO_POSTING where it is not.  *block is the first
 * that may have them, and becomes the last that was looked into. */
void bl_rows_find(const struct bl_rows *r, struct bl_plan *word,
		  uint32_t *block);

/* ---- near.c */

/* Leave those in which a PHRASE or NEAR holds, of articles that have its words,
 * but for late ones, and whose postings of these are set. */
void bl_leave_places(struct bl_exec *x, struct bl_plan *p, struct bl_rows *r);

/* ---- score.c */

/* Add to x->score what a node gives to the articles of `among`, all of which
 * its parent selects.  `matched`: it has been asked about these already. */
void bl_score(struct bl_exec *x, struct bl_plan *p, const struct bl_set *among,
	      bool matched);
/* Add what it gives to all the articles that it was found to select, of all
 * that are alive; and anything to others. */
void bl_score_found(struct bl_exec *x, struct bl_plan *p);

/* ---- topk.c: the best hits so far */

struct bl_ranked {
	double score;
	double value; /* of its incident, when that is sorted by */
	bl_time published;
	uint32_t segment, doc;
};

struct bl_top {
	struct bl_exec *x;
	/* from n = max on, the worst of the first max is the last of them, and
	 * as good as what may follow, until there are cap */
	struct bl_ranked *item;
	size_t n, max, cap;
	bool by_score;
	bool failed; /* an id could not be read */
};

bl_status bl_top_init(struct bl_top *t, struct bl_exec *x, size_t max,
		      struct bl_error *err);
void bl_top_release(struct bl_top *t);
void bl_top_add(struct bl_top *t, uint32_t doc, double score);
/* Best first. */
void bl_top_sort(struct bl_top *t);

/* The score that a further hit needs, at the least. */
static inline double bl_top_least(const struct bl_top *t)
{
	return t->by_score && t->max && t->n >= t->max
		       ? t->item[t->max - 1].score
		       : 0;
}

/* May a hit of this score be among the best? */
static inline bool bl_top_may_take(const struct bl_top *t, double score)
{
	return score >= bl_top_least(t);
}

/* ---- rank.c */

/* Sums of bounds may come out lower than sums of scores, by rounding. */
#define BL_BOUND_SLACK (1 + 1e-9)

/* Score what the root found in the window, and keep the best. */
void bl_rank(struct bl_exec *x, struct bl_top *top);
/* Keep the best of a segment, all of whose articles with the root, a word, are
 * found. */
void bl_rank_word(struct bl_exec *x, struct bl_top *top);

/* ---- joint.c */

/* Set x->joinable: is the root an AND of words and NOTs of words, or a PHRASE
 * or NEAR of words, whose hits are asked for?  And get ready if so. */
bl_status bl_joint_plan(struct bl_exec *x, struct bl_error *err);
/* Set x->joint and x->rarest, for the segment at hand. */
void bl_joint_bind(struct bl_exec *x);
/* Of a word's blocks, those that a block of the rarest word meets. */
uint32_t bl_joint_blocks(const struct bl_exec *x, const struct bl_plan *word);
/* Find them in a segment, and keep the best; returns how many there are. */
uint64_t bl_joint_find(struct bl_exec *x, struct bl_top *top);

/* The word of an operand of such a root. */
static inline struct bl_plan *bl_joint_word(struct bl_plan *operand)
{
	return operand->node->kind == BL_NODE_NOT ? operand->child[0] : operand;
}

/* ---- search.c, explain.c */

/* The arena must outlive it. */
void bl_exec_init(struct bl_exec *x, struct bl_segment_reader *r,
		  const struct bl_search *s, struct bl_arena *arena);
void bl_exec_release(struct bl_exec *x);
/* Run the search; x->root tells of it afterwards. */
bl_status bl_segment_run(struct bl_exec *x, struct bl_hits *out,
			 struct bl_error *err);

bl_status bl_segment_search(struct bl_reader *r, const struct bl_search *s,
			    struct bl_arena *arena, struct bl_hits *out,
			    struct bl_error *err);
bl_status bl_segment_explain(struct bl_reader *r, const struct bl_search *s,
			     struct bl_buf *out, struct bl_error *err);

/* ---- set.c */

/* So many are sooner looked up in a block of postings than all of it is gone
 * through. */
#define BL_SET_FEW 8

bool bl_set_any(const struct bl_set *s);
/* List those from low to high, both included, when they are no more than
 * BL_SET_FEW; returns how many, or BL_SET_FEW + 1 for more. */
uint32_t bl_set_few(uint32_t out[BL_SET_FEW + 1], const struct bl_set *s,
		    uint32_t low, uint32_t high);
void bl_set_intersect(struct bl_set *s, const struct bl_set *with);

static inline void bl_set_add(struct bl_set *s, uint32_t i)
{
	s->word[i / 64] |= (uint64_t)1 << i % 64;
}

static inline bool bl_set_has(const struct bl_set *s, uint32_t i)
{
	return s->word[i / 64] >> i % 64 & 1;
}

#endif
