/* What Python calls: a pair of texts, or one text, from the first step to the last in one go. */

#include "kernel.h"

#define OUT_OF_MEMORY (-1)
#define OUT_OF_BOUNDS (-2)

/* One call: what is asked, and room for the answer. */
typedef struct {
    const Stream *a, *b; /* the same, for the repeats of one text */
    const int32_t *at_a, *at_b;
    int64_t seeds;
    const uint32_t *looks;
    int64_t room; /* for so many runs, and for so many chains */
    Run *runs;
    int64_t *by_chain; /* of each chain its runs and its equal letters */
    int64_t *totals;   /* the number of chains, and the letters of each side that stand in the other */
} Call;

static int64_t letters_in(const uint8_t *paired, int64_t size) {
    int64_t letters = 0;
    for (int64_t i = 0; i < size; i++) letters += paired[i];
    return letters;
}

/* Fill in the runs of the chains as far as there is room, and return how many there are. */
static int64_t answer(Memory *memory, const Chains *chains, const Paired *paired, const Call *call) {
    Runs runs = {NULL, 0, 0};
    for (int64_t i = 0; i < chains->count; i++) {
        int64_t before = runs.count;
        add_chain_runs(memory, call->a, call->b, &chains->at[i], call->looks, &runs);
        if (i >= call->room) continue;
        call->by_chain[2 * i] = runs.count - before;
        call->by_chain[2 * i + 1] = chains->at[i].equal;
    }
    for (int64_t i = 0; i < least(runs.count, call->room); i++) call->runs[i] = runs.at[i];
    call->totals[0] = chains->count;
    call->totals[1] = chains->count ? letters_in(paired->a, call->a->size) : 0;
    call->totals[2] = chains->count ? letters_in(paired->b, call->b->size) : 0;
    return runs.count;
}

static int64_t match(Memory *memory, const Call *call) {
    Seeds seeds = {take(memory, call->seeds, sizeof(Seed)), call->seeds, call->seeds};
    for (int64_t i = 0; i < seeds.count; i++) {
        seeds.at[i] = (Seed){call->at_a[i], call->at_b[i]};
        if (seeds.at[i].a < 0 || seeds.at[i].a >= call->a->size) return OUT_OF_BOUNDS;
        if (seeds.at[i].b < 0 || seeds.at[i].b >= call->b->size) return OUT_OF_BOUNDS;
    }
    Paired paired;
    Chains chains = find_chains(memory, call->a, call->b, &seeds, &paired);
    return answer(memory, &chains, &paired, call);
}

static int64_t repeats(Memory *memory, const Call *call) {
    Paired paired;
    Chains chains = find_own_chains(memory, call->a, &paired);
    return answer(memory, &chains, &paired, call);
}

/* Return what ``work`` returns; all memory that it took is given back. */
static int64_t in_memory(int64_t (*work)(Memory *, const Call *), const Call *call) {
    Memory *memory = open_memory();
    int64_t result = OUT_OF_MEMORY;
    if (!memory) return result;
    if (setjmp(memory->out_of_memory) == 0) result = work(memory, call);
    close_memory(memory);
    return result;
}

/* Find the runs that two streams share through the shingles that begin at ``at_a[i]`` and, equal, at ``at_b[i]``.

   Returns how many there are: with more than ``room``, only so many are filled in. */
int64_t match_streams(
    const Stream *a, const Stream *b, const int32_t *at_a, const int32_t *at_b, int64_t seeds, const uint32_t *looks,
    int64_t room, Run *runs, int64_t *by_chain, int64_t *totals
) {
    Call call = {a, b, at_a, at_b, seeds, looks, room, runs, by_chain, totals};
    return in_memory(match, &call);
}

/* Find the runs of what stands twice in one stream; returns how many there are, as ``match_streams`` does. */
int64_t find_repeats(
    const Stream *stream, const uint32_t *looks, int64_t room, Run *runs, int64_t *by_chain, int64_t *totals
) {
    Call call = {stream, stream, NULL, NULL, 0, looks, room, runs, by_chain, totals};
    return in_memory(repeats, &call);
}
