/* What Python calls: a pair of texts, or one text, from the first step to the last in one go. */

#include "kernel.h"

#define OUT_OF_MEMORY (-1)
#define OUT_OF_BOUNDS (-2)

/* The pairs of some texts, and room for what they share. */
typedef struct {
    const Stream *const *streams;
    const int32_t (*pairs)[2];  /* the numbers of both streams */
    const int64_t *first_seeds; /* of each pair, and the end of the last one's */
    const int32_t *at_a, *at_b; /* where equal shingles begin */
    int64_t first, count;        /* those from number ``first`` on are asked for */
    const uint32_t *looks;
    int64_t room;            /* for so many runs of all pairs */
    Run *runs, *bounds;      /* and the letters between which each stands */
    int64_t (*totals)[3];    /* of each pair: its runs, and the letters of each side that stand in the other */
} Pairs;

static int64_t letters_in(const uint8_t *paired, int64_t size) {
    int64_t letters = 0;
    for (int64_t i = 0; i < size; i++) letters += paired[i];
    return letters;
}

/* Return the number of the first letter that stands at a place or behind it. */
static int32_t letter_from(const Stream *stream, int32_t place) {
    int64_t low = 0, high = stream->size;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        if (stream->places[middle] < place)
            low = middle + 1;
        else
            high = middle;
    }
    return (int32_t)low;
}

static Runs runs_of(Memory *memory, const Stream *a, const Stream *b, const Chains *chains, const uint32_t *looks) {
    Texts texts = {{a->text, a->text_size}, {b->text, b->text_size}, looks};
    RunLists lists = {NULL, 0, 0};
    for (int64_t i = 0; i < chains->count; i++) {
        Runs runs = chain_runs(memory, a, b, &chains->at[i], &texts);
        add_run_list(memory, &lists, slid(memory, &texts, &runs));
    }
    return untangled(memory, &lists);
}

/* Find what a pair shares and fill it in behind ``filled`` runs; return how many there are then, or more than ``room``. */
static int64_t match(Memory *memory, const Pairs *pairs, int64_t number, int64_t filled) {
    const Stream *a = pairs->streams[pairs->pairs[number][0]], *b = pairs->streams[pairs->pairs[number][1]];
    Seeds seeds = {NULL, 0, 0};
    for (int64_t i = pairs->first_seeds[number]; i < pairs->first_seeds[number + 1]; i++) {
        Seed seed = {pairs->at_a[i], pairs->at_b[i]};
        if (seed.a < 0 || seed.a >= a->size || seed.b < 0 || seed.b >= b->size) return OUT_OF_BOUNDS;
        add_seed(memory, &seeds, seed);
    }
    Paired paired;
    Chains chains = find_chains(memory, a, b, &seeds, &paired);
    Runs runs = runs_of(memory, a, b, &chains, pairs->looks);
    for (int64_t i = 0; i < runs.count && filled + i < pairs->room; i++) {
        Run run = runs.at[i];
        pairs->runs[filled + i] = run;
        pairs->bounds[filled + i] =
            (Run){letter_from(a, run.a_start), letter_from(a, run.a_end), letter_from(b, run.b_start), letter_from(b, run.b_end)};
    }
    pairs->totals[number][0] = runs.count;
    pairs->totals[number][1] = chains.count ? letters_in(paired.a, a->size) : 0;
    pairs->totals[number][2] = chains.count ? letters_in(paired.b, b->size) : 0;
    return filled + runs.count;
}

/* Find what each pair shares; return how many pairs are done before there is no more room. */
static int64_t match_each(Memory *memory, const void *asked) {
    const Pairs *pairs = asked;
    int64_t filled = 0;
    for (int64_t number = pairs->first; number < pairs->count; number++) {
        filled = match(memory, pairs, number, filled);
        if (filled < 0) return filled;
        if (filled > pairs->room) return number - pairs->first;
        reuse_memory(memory);
    }
    return pairs->count - pairs->first;
}

/* One text, and room for what stands twice in it. */
typedef struct {
    const Stream *stream;
    const uint32_t *looks;
    int64_t room; /* for so many runs, and for so many chains */
    Run *runs;
    int64_t (*by_chain)[2]; /* of each chain its runs and its equal letters */
    int64_t *counts;        /* the number of chains, and of samples */
    uint64_t *samples;      /* the hashes that are kept between texts, with room for all letters */
    int32_t *at_samples;    /* and where they begin */
} Repeats;

static int64_t repeat(Memory *memory, const void *asked) {
    const Repeats *repeats = asked;
    const Stream *stream = repeats->stream;
    Texts texts = {{stream->text, stream->text_size}, {stream->text, stream->text_size}, repeats->looks};
    Paired paired;
    int64_t filled = 0, count;
    const uint64_t *hashes = hash_grams(memory, stream, GRAM, &count);
    Chains chains = find_own_chains(memory, stream, hashes, count, &paired);
    for (int64_t number = 0; number < chains.count; number++) {
        Runs runs = chain_runs(memory, stream, stream, &chains.at[number], &texts);
        for (int64_t i = 0; i < runs.count && filled + i < repeats->room; i++) repeats->runs[filled + i] = runs.at[i];
        filled += runs.count;
        if (number >= repeats->room) continue;
        repeats->by_chain[number][0] = runs.count;
        repeats->by_chain[number][1] = chains.at[number].equal;
    }
    repeats->counts[0] = chains.count;
    repeats->counts[1] = keep_samples(hashes, count, repeats->samples, repeats->at_samples);
    return filled;
}

/* Return what ``work`` returns; all memory that it took is given back. */
static int64_t in_memory(int64_t (*work)(Memory *, const void *), const void *asked) {
    Memory *memory = open_memory();
    int64_t result = OUT_OF_MEMORY;
    if (!memory) return result;
    if (setjmp(memory->out_of_memory) == 0) result = work(memory, asked);
    close_memory(memory);
    return result;
}

/* Find what each pair from number ``first`` on shares.

   Returns how many pairs are done before there is no more room, or an error. */
int64_t match_pairs(
    const Stream *const *streams, const int32_t (*pairs)[2], const int64_t *first_seeds, const int32_t *at_a,
    const int32_t *at_b, const uint32_t *looks, int64_t (*totals)[3], int64_t first, int64_t count, int64_t room, Run *runs,
    Run *bounds
) {
    Pairs asked = {streams, pairs, first_seeds, at_a, at_b, first, count, looks, room, runs, bounds, totals};
    return in_memory(match_each, &asked);
}

/* Find the runs of what stands twice in one stream, chain after chain, and the samples of its shingles.

   Returns how many runs there are: with more than ``room``, only so many are filled in. */
int64_t find_repeats(
    const Stream *stream, const uint32_t *looks, int64_t room, Run *runs, int64_t (*by_chain)[2], uint64_t *samples,
    int32_t *at_samples, int64_t *counts
) {
    Repeats asked = {stream, looks, room, runs, by_chain, counts, samples, at_samples};
    return in_memory(repeat, &asked);
}
