/* The cheapest edit of one short text into another, with the choices that rapidfuzz makes between equally cheap ones.

   Bit-parallel (Hyyrö 2003): for each letter of b a row of bits tells where the distance goes up and where it goes down
   from one letter of a to the next. */

#include "kernel.h"

#include <string.h>

#define WORD_BITS 64
#define WORDS ((LARGEST_EDIT + WORD_BITS - 1) / WORD_BITS)
#define SLOTS 2048 /* a power of two, at least twice as many as letters */

_Static_assert(2 * LARGEST_EDIT <= SLOTS, "the table of letters is too small");
_Static_assert(WINDOW <= LARGEST_EDIT && PROBE <= WINDOW, "the table of edits is too small");

struct Edits {
    uint32_t letters[SLOTS];              /* of a, by hash */
    int32_t numbers[SLOTS];               /* of the letter's row in ``where``, from 1 on; 0: no letter */
    uint64_t where[LARGEST_EDIT][WORDS];  /* the places of each different letter of a */
    uint64_t up[LARGEST_EDIT][WORDS];     /* for each letter of b: where the distance goes up along a */
    uint64_t down[LARGEST_EDIT][WORDS];   /* and where it goes down */
    uint8_t moves[2 * LARGEST_EDIT];      /* of the edit, the last one first */
    int64_t slots;                        /* in use: a power of two */
};

enum Move { KEEP, REPLACE, DELETE, INSERT };

static Edits *edits_of(Memory *memory) {
    if (!memory->edits) memory->edits = take(memory, 1, sizeof(Edits));
    return memory->edits;
}

/* Return the slot of a letter, or the free one where it would be. */
static int64_t slot_of(const Edits *edits, uint32_t letter) {
    int64_t slot = (int64_t)(letter * UINT32_C(0x9E3779B1) >> 16) & (edits->slots - 1);
    while (edits->numbers[slot] && edits->letters[slot] != letter) slot = (slot + 1) & (edits->slots - 1);
    return slot;
}

/* Note where each letter stands in ``a``. */
static void note_letters(Edits *edits, Codes a) {
    int64_t words = (a.size + WORD_BITS - 1) / WORD_BITS;
    int32_t different = 0;
    for (edits->slots = 16; edits->slots < 2 * a.size;) edits->slots *= 2;
    memset(edits->numbers, 0, (size_t)edits->slots * sizeof(edits->numbers[0]));
    for (int64_t i = 0; i < a.size; i++) {
        int64_t slot = slot_of(edits, a.at[i]);
        if (!edits->numbers[slot]) {
            memset(edits->where[different], 0, (size_t)words * sizeof(uint64_t));
            edits->letters[slot] = a.at[i];
            edits->numbers[slot] = ++different;
        }
        edits->where[edits->numbers[slot] - 1][i / WORD_BITS] |= UINT64_C(1) << i % WORD_BITS;
    }
}

/* Fill in the rows of ``up`` and ``down``, and return the number of edits. Neither text is empty. */
static int64_t fill_rows(Edits *edits, Codes a, Codes b) {
    int64_t words = (a.size + WORD_BITS - 1) / WORD_BITS, distance = a.size;
    note_letters(edits, a);
    for (int64_t row = 0; row < b.size; row++) {
        int32_t number = edits->numbers[slot_of(edits, b.at[row])];
        uint64_t more = 1, less = 0; /* carried from word to word: how the distance changes along b */
        for (int64_t word = 0; word < words; word++) {
            uint64_t up = row ? edits->up[row - 1][word] : ~UINT64_C(0), down = row ? edits->down[row - 1][word] : 0;
            uint64_t equal = (number ? edits->where[number - 1][word] : 0) | less;
            uint64_t diagonal = (((equal & up) + up) ^ up) | equal | down;
            uint64_t rises = down | ~(diagonal | up), falls = diagonal & up;
            if (word == words - 1) {
                int64_t last = (a.size - 1) % WORD_BITS;
                distance += (int64_t)(rises >> last & 1) - (int64_t)(falls >> last & 1);
            }
            uint64_t rises_on = rises << 1 | more, falls_on = falls << 1 | less;
            more = rises >> (WORD_BITS - 1);
            less = falls >> (WORD_BITS - 1);
            edits->up[row][word] = falls_on | ~(diagonal | rises_on);
            edits->down[row][word] = diagonal & rises_on;
        }
    }
    return distance;
}

static inline int has_bit(const uint64_t *row, int64_t at) { return row[at / WORD_BITS] >> at % WORD_BITS & 1; }

/* Trace the edit back from its end, and return how many moves it has. */
static int64_t trace_back(Edits *edits, Codes a, Codes b) {
    int64_t i = a.size, j = b.size, count = 0;
    while (i && j) {
        if (has_bit(edits->up[j - 1], i - 1)) {
            edits->moves[count++] = DELETE;
            i--;
        } else if (j > 1 && has_bit(edits->down[j - 2], i - 1)) {
            edits->moves[count++] = INSERT;
            j--;
        } else {
            i--, j--;
            edits->moves[count++] = a.at[i] == b.at[j] ? KEEP : REPLACE;
        }
    }
    for (; i; i--) edits->moves[count++] = DELETE;
    for (; j; j--) edits->moves[count++] = INSERT;
    return count;
}

typedef struct {
    int64_t end_a, end_b;     /* of the last step */
    int64_t start_a, start_b; /* of the letters kept since */
    int64_t i, j;
} Walk;

/* Add what was kept up to here as a step, and before it the letters that were exchanged. */
static void close_step(Memory *memory, Walk *walk, int32_t at_a, int32_t at_b, Steps *steps) {
    int32_t kept = (int32_t)(walk->i - walk->start_a);
    int32_t exchanged = (int32_t)least(walk->start_a - walk->end_a, walk->start_b - walk->end_b);
    if (exchanged) {
        Stretch wrong = {at_a + (int32_t)walk->end_a, at_b + (int32_t)walk->end_b, exchanged};
        add_step(memory, steps, (Step){wrong, 0});
    }
    if (kept) {
        Stretch same = {at_a + (int32_t)walk->start_a, at_b + (int32_t)walk->start_b, kept};
        add_step(memory, steps, (Step){same, kept});
    }
    walk->end_a = walk->i;
    walk->end_b = walk->j;
}

static void make_move(Memory *memory, Walk *walk, uint8_t move, int32_t at_a, int32_t at_b, Steps *steps) {
    if (move != KEEP && walk->i > walk->start_a) close_step(memory, walk, at_a, at_b, steps);
    walk->i += move != INSERT;
    walk->j += move != DELETE;
    if (move != KEEP) {
        walk->start_a = walk->i;
        walk->start_b = walk->j;
    }
}

/* Add the equal and the exchanged stretches of the cheapest edit of ``a`` into ``b``, which begin at ``at_a`` and ``at_b``. */
void add_edit(Memory *memory, Codes a, Codes b, int32_t at_a, int32_t at_b, Steps *steps) {
    int64_t start = 0, end = 0, count = 0;
    while (start < a.size && start < b.size && a.at[start] == b.at[start]) start++;
    while (end < least(a.size, b.size) - start && a.at[a.size - 1 - end] == b.at[b.size - 1 - end]) end++;
    Codes left = {a.at + start, a.size - start - end}, right = {b.at + start, b.size - start - end};
    Edits *edits = edits_of(memory);
    if (left.size && right.size) fill_rows(edits, left, right);
    count = trace_back(edits, left, right);
    Walk walk = {0, 0, 0, 0, start, start};
    while (count) make_move(memory, &walk, edits->moves[--count], at_a, at_b, steps);
    walk.i += end;
    walk.j += end;
    close_step(memory, &walk, at_a, at_b, steps);
}

/* Return the number of edits that make ``b`` of ``a``. */
int64_t edit_distance(Memory *memory, Codes a, Codes b) {
    return a.size && b.size ? fill_rows(edits_of(memory), a, b) : a.size + b.size;
}
