// What TCP over loopback can do at most: two processes send each other so many bytes at the same time, and nothing else.
//   cc -O2 test/bench/peers/tcp_exchange.c -o dist/tcp_exchange && [LEND=1] [CONGESTION=reno] dist/tcp_exchange BYTES COUNT
// A sum of V bytes between two ranks is two such exchanges of V / 2: of the blocks, then of the results. CONGESTION: else it is the
// system's default. LEND: the sockets refer to the pages instead of copying them.
#define _GNU_SOURCE
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { PIECE = 262144, LENT_PIECE = 1048576, HUGE_PAGE = 2097152 };

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static int ascending(const void *a, const void *b) {
  return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

// In huge pages, as workers have it.
static char *memory(size_t bytes) {
  char *start = mmap(NULL, bytes + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  start += HUGE_PAGE - (size_t)start % HUGE_PAGE;
  madvise(start, bytes, MADV_HUGEPAGE);
  return start;
}

// What is to be lent goes through a pipe.
struct outlet {
  int socket, is_lending, pipe[2];
  size_t in_pipe;
};

static ssize_t lend_some(struct outlet *out, const char *from, size_t bytes) {
  struct iovec part = {(void *)from, bytes < LENT_PIECE ? bytes : LENT_PIECE};
  if (out->in_pipe == 0) out->in_pipe = vmsplice(out->pipe[1], &part, 1, 0);
  const ssize_t sent = splice(out->pipe[0], NULL, out->socket, NULL, out->in_pipe, SPLICE_F_NONBLOCK);
  if (sent > 0) out->in_pipe -= sent;
  return sent;
}

static ssize_t send_some(struct outlet *out, const char *from, size_t bytes) {
  if (bytes == 0) return 0;
  return out->is_lending ? lend_some(out, from, bytes) : send(out->socket, from, bytes < PIECE ? bytes : PIECE, MSG_DONTWAIT);
}

// Each direction has a connection of its own, as workers have.
static void connect_pair(int listener, const struct sockaddr_in *at, int *dialed, int *accepted) {
  int one = 1;
  *dialed = socket(AF_INET, SOCK_STREAM, 0);
  connect(*dialed, (const struct sockaddr *)at, sizeof *at);
  *accepted = accept(listener, NULL, NULL);
  setsockopt(*accepted, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
}

static double exchange_ms(struct outlet *out, int in, const char *source, char *target, size_t bytes) {
  const double begin = now_ms();
  for (size_t sent = 0, got = 0; sent < bytes || got < bytes;) {
    const ssize_t wrote = send_some(out, source + sent, bytes - sent);
    const ssize_t read = got < bytes ? recv(in, target + got, bytes - got < PIECE ? bytes - got : PIECE, MSG_DONTWAIT) : 0;
    if (wrote > 0) sent += wrote;
    if (read > 0) got += read;
    if (wrote > 0 || read > 0) continue;
    struct pollfd both[2] = {{in, got < bytes ? POLLIN : 0, 0}, {out->socket, sent < bytes ? POLLOUT : 0, 0}};
    poll(both, 2, 1000);
  }
  return now_ms() - begin;
}

int main(int argc, char **argv) {
  const size_t bytes = argc > 1 ? strtoul(argv[1], NULL, 10) : 52428800;
  const int count = argc > 2 ? atoi(argv[2]) : 31;
  struct sockaddr_in at = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof at;
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  const char *control = getenv("CONGESTION");  // accepted sockets inherit it, and dialed ones send nothing
  if (control != NULL && setsockopt(listener, IPPROTO_TCP, TCP_CONGESTION, control, strlen(control)) != 0) return 1;
  bind(listener, (struct sockaddr *)&at, sizeof at);
  listen(listener, 2);
  getsockname(listener, (struct sockaddr *)&at, &length);
  int dialed[2], accepted[2];
  for (int i = 0; i < 2; i++) connect_pair(listener, &at, &dialed[i], &accepted[i]);
  const int is_child = fork() == 0;
  struct outlet out = {.socket = accepted[is_child], .is_lending = getenv("LEND") != NULL};
  const int in = dialed[1 - is_child];
  if (pipe(out.pipe) != 0 || fcntl(out.pipe[1], F_SETPIPE_SZ, LENT_PIECE) < 0 || fcntl(out.socket, F_SETFL, O_NONBLOCK) != 0) return 1;
  char *source = memory(bytes), *target = memory(bytes), edge = 0;
  double *times = malloc(count * sizeof *times);
  memset(source, 1, bytes);
  memset(target, 2, bytes);
  for (int i = 0; i < count; i++) {
    if (send(out.socket, &edge, 1, 0) != 1 || recv(in, &edge, 1, MSG_WAITALL) != 1) return 1;
    times[i] = exchange_ms(&out, in, source, target, bytes);
  }
  qsort(times, count, sizeof *times, ascending);
  if (!is_child) printf("%zu bytes each way: median %.1f ms, p10 %.1f ms, %d runs\n", bytes, times[count / 2], times[count / 10], count);
  return 0;
}
