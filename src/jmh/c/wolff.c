/* Wolff's algorithm on a periodic 1024 x 1024 Ising lattice at the critical temperature, one byte a
   spin, on one core, as one writes it in C. A sweep is as many clusters as reach all N spins. Prints
   N times the sweeps per nanosecond, then |m|. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SIDE = 1024, SITES = SIDE * SIDE };

static int8_t spin[SITES];
static int stack[SITES];
static uint64_t state[4] = {1, 2, 3, 4};

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

static inline int join(int site, int8_t from, uint64_t bond, int size) {
  if (spin[site] == from && draw() < bond) {
    spin[site] = (int8_t)-from;
    stack[size++] = site;
  }
  return size;
}

static int cluster(uint64_t bond) {
  int seed = (int)(draw() % SITES), size = 1, flipped = 0;
  int8_t from = spin[seed];
  spin[seed] = (int8_t)-from;
  stack[0] = seed;
  while (size > 0) {
    int site = stack[--size], x = site & (SIDE - 1), row = site - x;
    flipped++;
    size = join(row + ((x + 1) & (SIDE - 1)), from, bond, size);
    size = join(row + ((x - 1) & (SIDE - 1)), from, bond, size);
    size = join((site + SIDE) & (SITES - 1), from, bond, size);
    size = join((site - SIDE) & (SITES - 1), from, bond, size);
  }
  return flipped;
}

static void sweep(uint64_t bond) {
  for (int flipped = 0; flipped < SITES;) flipped += cluster(bond);
}

int main(int argc, char **argv) {
  int sweeps = argc > 1 ? atoi(argv[1]) : 100;
  double temperature = 2 / log(1 + sqrt(2));
  uint64_t bond = (uint64_t)((1 - exp(-2 / temperature)) * 18446744073709551616.0);
  for (int i = 0; i < SITES; i++) spin[i] = 1;
  for (int i = 0; i < 50; i++) sweep(bond);
  struct timespec a, b;
  clock_gettime(CLOCK_MONOTONIC, &a);
  for (int i = 0; i < sweeps; i++) sweep(bond);
  clock_gettime(CLOCK_MONOTONIC, &b);
  double ns = (b.tv_sec - a.tv_sec) * 1e9 + (b.tv_nsec - a.tv_nsec);
  long m = 0;
  for (int i = 0; i < SITES; i++) m += spin[i];
  printf("%.6f %.4f\n", (double)sweeps * SITES / ns, fabs((double)m / SITES));
  return 0;
}
