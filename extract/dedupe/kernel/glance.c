/* How far equal letters go on beyond the ends of many stretches, and whether more may follow: the twin of glance.py. */

#include "kernel.h"

#define REACH (MIN_LETTERS - GRAM)

/* Return the edit distance of ``PROBE`` letters on one side of two places, by bits (Myers 1999, after Hyyro 2003). */
static int64_t distance_of(const uint8_t *a, const uint8_t *b, int64_t step, uint16_t *bits) {
    uint16_t up = 0xFFFF, down = 0;
    int64_t distance = PROBE;
    for (int64_t i = 0; i < PROBE; i++) bits[a[i * step]] |= (uint16_t)(1u << i);
    for (int64_t i = 0; i < PROBE; i++) {
        uint16_t equal = bits[b[i * step]];
        uint16_t vertical = equal | down;
        uint16_t horizontal = (uint16_t)((((equal & up) + up) ^ up) | equal);
        uint16_t grows = (uint16_t)(down | ~(horizontal | up));
        uint16_t shrinks = up & horizontal;
        distance += (grows >> (PROBE - 1)) & 1;
        distance -= (shrinks >> (PROBE - 1)) & 1;
        grows = (uint16_t)((grows << 1) | 1);
        up = (uint16_t)((shrinks << 1) | ~(vertical | grows));
        down = grows & vertical;
    }
    for (int64_t i = 0; i < PROBE; i++) bits[a[i * step]] = 0;
    return distance;
}

/* Fill in how many letters are equal on one side (``step``) of each two places, and how many more may be of ``room``. */
int64_t carry_on(const uint8_t *letters, const int64_t *at_a, const int64_t *at_b, const int64_t *room, int64_t count,
                 int64_t step, int64_t *equal, int64_t *gained) {
    uint16_t bits[256] = {0};
    for (int64_t i = 0; i < count; i++) {
        const uint8_t *a = letters + at_a[i] - (step < 0), *b = letters + at_b[i] - (step < 0);
        int64_t same = 0, limit = least(room[i], REACH);
        while (same < limit && a[same * step] == b[same * step]) same++;
        int64_t rest = room[i] - same;
        int goes_on = rest < PROBE || 2 * distance_of(a + same * step, b + same * step, step, bits) <= PROBE;
        equal[i] = same;
        gained[i] = goes_on ? rest : 0;
    }
    return count;
}
