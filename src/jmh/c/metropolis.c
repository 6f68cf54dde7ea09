/* Metropolis's rule on a periodic 1024 x 1024 Ising lattice at the critical temperature, one colour
   of the checkerboard after the other, one byte a spin, on one core, as one writes it in C. Prints
   the spins updated per nanosecond, then |m|. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SIDE = 1024 };

static int8_t spin[SIDE][SIDE];
static uint64_t state[4] = {1, 2, 3, 4};
static uint64_t accept[9];

static inline uint64_t rotate(uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }

/* xoshiro256++ */
static inline uint64_t draw(void) {
  uint64_t result = rotate(state[0] + state[3], 23) + state[0], t = state[1] << 17;
  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= t;
  state[3] = rotate(state[3], 45);
  return result;
}

static void sweep(void) {
  for (int colour = 0; colour < 2; colour++)
    for (int y = 0; y < SIDE; y++) {
      int8_t *row = spin[y], *above = spin[(y + 1) & (SIDE - 1)], *below = spin[(y - 1) & (SIDE - 1)];
      for (int x = (y + colour) & 1; x < SIDE; x += 2) {
        int sum = above[x] + below[x] + row[(x + 1) & (SIDE - 1)] + row[(x - 1) & (SIDE - 1)];
        if (draw() <= accept[row[x] * sum + 4]) row[x] = (int8_t)-row[x];
      }
    }
}

int main(int argc, char **argv) {
  int sweeps = argc > 1 ? atoi(argv[1]) : 100;
  double temperature = 2 / log(1 + sqrt(2));
  for (int n = -4; n <= 4; n++)
    accept[n + 4] = n <= 0 ? UINT64_MAX : (uint64_t)(exp(-2 * n / temperature) * 18446744073709551616.0);
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++) spin[y][x] = 1;
  for (int i = 0; i < 10; i++) sweep();
  struct timespec a, b;
  clock_gettime(CLOCK_MONOTONIC, &a);
  for (int i = 0; i < sweeps; i++) sweep();
  clock_gettime(CLOCK_MONOTONIC, &b);
  double ns = (b.tv_sec - a.tv_sec) * 1e9 + (b.tv_nsec - a.tv_nsec);
  long m = 0;
  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++) m += spin[y][x];
  printf("%.6f %.4f\n", (double)sweeps * SIDE * SIDE / ns, fabs((double)m / SIDE / SIDE));
  return 0;
}
