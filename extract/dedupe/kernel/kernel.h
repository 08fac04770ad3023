/* What two streams of letters share, letter by letter: the compiled twin of the Python modules beside this folder.

   Each .c file is the twin of the .py file with its name and gives the same numbers. Where a rule stands and why is said
   there; here only how. The constants are those of the Python modules: constants.h is written from them (compiling.py). */

#ifndef KERNEL_H
#define KERNEL_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

#include "constants.h"

/* Memory for one call: taken piece by piece, given back all at once. */

typedef struct Block Block;
typedef struct Edits Edits;

typedef struct {
    Block *blocks;
    Edits *edits;           /* the one table for edits, once one is needed */
    jmp_buf out_of_memory;  /* where to go when there is none left */
} Memory;

Memory *open_memory(void);
void reuse_memory(Memory *memory);
void close_memory(Memory *memory);
void *take(Memory *memory, int64_t count, size_t size);
void *take_zeros(Memory *memory, int64_t count, size_t size);

/* A list that grows: LIST(Step, Steps, add_step) makes the type and the function that adds to its end. */

#define LIST(Item, Items, add)                                                                   \
    typedef struct {                                                                             \
        Item *at;                                                                                \
        int64_t count, room;                                                                     \
    } Items;                                                                                     \
    static inline void add(Memory *memory, Items *list, Item item) {                             \
        if (list->count == list->room) {                                                         \
            Items longer = {NULL, list->count, list->room ? 2 * list->room : 16};                \
            longer.at = take(memory, longer.room, sizeof(Item));                                 \
            for (int64_t i = 0; i < list->count; i++) longer.at[i] = list->at[i];                \
            *list = longer;                                                                      \
        }                                                                                        \
        list->at[list->count++] = item;                                                          \
    }

static inline int64_t least(int64_t one, int64_t other) { return one < other ? one : other; }
static inline int64_t most(int64_t one, int64_t other) { return one > other ? one : other; }

#define IS_ONE_OF(code, codes) is_one_of(code, codes, sizeof(codes) / sizeof((codes)[0]))

static inline int is_one_of(uint32_t code, const uint32_t *codes, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (codes[i] == code) return 1;
    return 0;
}

void sort_keys(Memory *memory, uint64_t *keys, int64_t count);

/* streams.c */

typedef struct {
    const uint32_t *letters;  /* folded code points */
    const int32_t *places;    /* of each letter in the text */
    const uint32_t *text;     /* code points as they stand */
    int64_t size, text_size;
} Stream;

typedef struct {
    const uint32_t *at;
    int64_t size;
} Codes;

typedef struct {
    int32_t a, b;
} Seed; /* where equal shingles begin */

LIST(Seed, Seeds, add_seed)

int64_t fill_hashes(const uint32_t *letters, int64_t size, int64_t gram, uint64_t *hashes);
uint64_t *hash_grams(Memory *memory, const Stream *stream, int64_t gram, int64_t *count);
void add_own_seeds(Memory *memory, const Stream *stream, const uint64_t *hashes, int64_t count, Seeds *seeds);
int64_t keep_samples(const uint64_t *hashes, int64_t count, uint64_t *kept, int32_t *places);

/* stretches.c */

typedef struct {
    int32_t a, b, length;
} Stretch;

typedef struct {
    Stretch at;
    int32_t equal; /* of its letters */
} Step;

LIST(Stretch, Stretches, add_stretch)
LIST(Step, Steps, add_step)
LIST(Stretches, Links, add_link)

Stretches exact_stretches(Memory *memory, const Stream *a, const Stream *b, const Seeds *seeds);
Links linked(Memory *memory, const Stretches *stretches, int64_t interruption, int64_t largest_gap);
int64_t gap_a(const Step *step, const Step *after);
int64_t gap_b(const Step *step, const Step *after);

/* edits.c */

void add_edit(Memory *memory, Codes a, Codes b, int32_t at_a, int32_t at_b, Steps *steps);
int64_t edit_distance(Memory *memory, Codes a, Codes b);

/* gaps.c */

typedef struct {
    int64_t first, end;
} Part; /* of a list of steps */

Steps filled(Memory *memory, const Stream *a, const Stream *b, const Stretches *stretches);
Steps extended(Memory *memory, const Stream *a, const Stream *b, const Step *steps, int64_t count);
Part strongest(const Steps *steps, Part part, int64_t *score);

/* chains.c */

typedef struct {
    Stretches stretches;
    int64_t equal, number;
} Chain;

LIST(Chain, Chains, add_chain)

typedef struct {
    uint8_t *a, *b; /* of each letter: whether a chain pairs it */
} Paired;

Chains find_chains(Memory *memory, const Stream *a, const Stream *b, const Seeds *seeds, Paired *paired);
Chains find_own_chains(Memory *memory, const Stream *stream, const uint64_t *hashes, int64_t count, Paired *paired);

/* runs.c */

typedef struct {
    int32_t a_start, a_end, b_start, b_end;
} Run;

typedef struct {
    Codes a, b;            /* both texts */
    const uint32_t *looks; /* of each code point: what it is to a reader, with IS_LETTER */
} Texts;

LIST(Run, Runs, add_run)
LIST(Runs, RunLists, add_run_list)

static inline uint32_t look_of(const Texts *texts, uint32_t code) { return code <= LAST_LETTER ? texts->looks[code] : code; }

static inline int is_letter(const Texts *texts, uint32_t code) { return (look_of(texts, code) & IS_LETTER) != 0; }

static inline int is_space(const Texts *texts, uint32_t code) { return look_of(texts, code) == ' '; }

/* Tell whether a character of text a and one of text b are the same to a reader. */
static inline int is_alike(const Texts *texts, int64_t i, int64_t j) {
    return look_of(texts, texts->a.at[i]) == look_of(texts, texts->b.at[j]);
}

Runs chain_runs(Memory *memory, const Stream *a, const Stream *b, const Chain *chain, const Texts *texts);

/* slides.c */

Runs slid(Memory *memory, const Texts *texts, const Runs *runs);
Runs untangled(Memory *memory, const RunLists *chains);

#endif
