// What Node has no call for (../addon.ts): reading straight out of another process's memory, sending from the pages that bytes lie in, how a
// TCP socket paces itself, huge pages, giving way.
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <node_api.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>

namespace {

// As long as an ordinary user may have it (fs.pipe-max-size).
constexpr size_t kPipeBytes = 1048576;

struct View {
  void *data = nullptr;
  size_t bytes = 0;
};

View ViewOf(napi_env env, napi_value value) {
  napi_typedarray_type type;
  View view;
  if (napi_get_typedarray_info(env, value, &type, &view.bytes, &view.data, nullptr, nullptr) != napi_ok ||
      type != napi_uint8_array) {
    napi_throw_type_error(env, nullptr, "expected a Uint8Array");
    return View();
  }
  return view;
}

// addressOf(bytes: Uint8Array): bigint
napi_value AddressOf(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value args[1], result;
  napi_get_cb_info(env, info, &argc, args, nullptr, nullptr);
  napi_create_bigint_uint64(env, reinterpret_cast<uint64_t>(ViewOf(env, args[0]).data), &result);
  return result;
}

// read(pid: number, address: bigint, target: Uint8Array): number; 0 when the target is full, else an errno.
napi_value Read(napi_env env, napi_callback_info info) {
  size_t argc = 3;
  napi_value args[3], result;
  int32_t pid = 0;
  uint64_t address = 0;
  bool lossless;
  napi_get_cb_info(env, info, &argc, args, nullptr, nullptr);
  napi_get_value_int32(env, args[0], &pid);
  napi_get_value_bigint_uint64(env, args[1], &address, &lossless);
  const View target = ViewOf(env, args[2]);
  size_t done = 0;
  int32_t failure = target.data == nullptr ? EINVAL : 0;
  while (done < target.bytes && failure == 0) {
    const iovec to = {static_cast<char *>(target.data) + done, target.bytes - done};
    const iovec from = {reinterpret_cast<void *>(address + done), target.bytes - done};
    const ssize_t count = process_vm_readv(pid, &to, 1, &from, 1, 0);
    if (count > 0) done += count;
    else failure = count == 0 ? EFAULT : errno;
  }
  napi_create_int32(env, failure, &result);
  return result;
}

// allowSiblings(): void. Where Yama lets only ancestors read a process's memory (ptrace_scope 1), it may be read by its parent's
// descendants as well: the workers beside it. Elsewhere, and in a stricter scope, this changes nothing.
napi_value AllowSiblings(napi_env, napi_callback_info) {
#ifdef PR_SET_PTRACER
  prctl(PR_SET_PTRACER, getppid(), 0, 0, 0);
#endif
  return nullptr;
}

// A pipe that pages pass through on their way into a socket. What a full socket leaves in it goes with it.
class Pipe {
 public:
  Pipe() {
    if (pipe2(ends_, O_CLOEXEC | O_NONBLOCK) != 0) ends_[0] = ends_[1] = -1;
    else fcntl(ends_[1], F_SETPIPE_SZ, kPipeBytes);  // where that is refused it is shorter, and takes more turns
  }
  ~Pipe() {
    if (ends_[0] < 0) return;
    close(ends_[0]);
    close(ends_[1]);
  }
  Pipe(const Pipe &) = delete;
  Pipe &operator=(const Pipe &) = delete;

  // How many of the first bytes it refers to now; 0 where the system has no such thing, or none left.
  size_t Fill(const char *data, size_t bytes) {
    const iovec part = {const_cast<char *>(data), std::min(bytes, kPipeBytes)};
    const ssize_t count = vmsplice(ends_[1], &part, 1, SPLICE_F_NONBLOCK);
    return count > 0 ? count : 0;
  }

  // How many of them the socket has taken.
  size_t Empty(int socket, size_t bytes) {
    size_t moved = 0;
    while (moved < bytes) {
      const ssize_t count = splice(ends_[0], nullptr, socket, nullptr, bytes - moved, SPLICE_F_NONBLOCK);
      if (count <= 0) break;
      moved += count;
    }
    return moved;
  }

 private:
  int ends_[2];
};

// How many of the first bytes the socket has taken; what follows them leaves with them.
size_t SendHead(int socket, const View &head) {
  const ssize_t count = head.bytes == 0 ? 0 : send(socket, head.data, head.bytes, MSG_DONTWAIT | MSG_NOSIGNAL | MSG_MORE);
  return count > 0 ? count : 0;
}

// How many of the first bytes the socket has taken. `filled` of them are in the pipe.
size_t SendPages(int socket, Pipe &pipe, size_t filled, const View &lent) {
  size_t sent = 0;
  while (filled > 0) {
    const size_t moved = pipe.Empty(socket, filled);
    sent += moved;
    if (moved < filled || sent == lent.bytes) break;
    filled = pipe.Fill(static_cast<const char *>(lent.data) + sent, lent.bytes - sent);
  }
  return sent;
}

// sendLent(socket: number, head: Uint8Array, lent: Uint8Array): number; of both how many bytes a socket has taken that does not block: fewer
// where it is full, or broken, which the next write finds out; 0, too, where bytes can't be lent. `lent` is read where it lies, until it has
// arrived.
napi_value SendLent(napi_env env, napi_callback_info info) {
  size_t argc = 3;
  napi_value args[3], result;
  int32_t socket = -1;
  napi_get_cb_info(env, info, &argc, args, nullptr, nullptr);
  napi_get_value_int32(env, args[0], &socket);
  const View head = ViewOf(env, args[1]), lent = ViewOf(env, args[2]);
  bool isThrown = false;
  napi_is_exception_pending(env, &isThrown);
  if (isThrown) return nullptr;
  Pipe pipe;
  const size_t filled = pipe.Fill(static_cast<const char *>(lent.data), lent.bytes);
  size_t taken = filled > 0 ? SendHead(socket, head) : 0;
  if (filled > 0 && taken == head.bytes) taken += SendPages(socket, pipe, filled, lent);
  napi_create_int64(env, taken, &result);
  return result;
}

// congestionControl(socket: number, wanted: string): string; what is in force then, "" where that is no TCP socket. Who is accepted from a
// listening socket has what that one has.
napi_value CongestionControl(napi_env env, napi_callback_info info) {
  size_t argc = 2, length = 0;
  napi_value args[2], result;
  int32_t socket = -1;
  char name[16] = "";  // TCP_CA_NAME_MAX
  socklen_t bytes = sizeof name;
  napi_get_cb_info(env, info, &argc, args, nullptr, nullptr);
  napi_get_value_int32(env, args[0], &socket);
  napi_get_value_string_utf8(env, args[1], name, sizeof name, &length);
  setsockopt(socket, IPPROTO_TCP, TCP_CONGESTION, name, length);
  if (getsockopt(socket, IPPROTO_TCP, TCP_CONGESTION, name, &bytes) != 0) bytes = 0;
  napi_create_string_utf8(env, name, strnlen(name, bytes), &result);
  return result;
}

// useHugePages(bytes: Uint8Array): boolean. For memory that is gone through from end to end, where the system gives it to who asks.
napi_value UseHugePages(napi_env env, napi_callback_info info) {
  size_t argc = 1;
  napi_value args[1], result;
  napi_get_cb_info(env, info, &argc, args, nullptr, nullptr);
  const View view = ViewOf(env, args[0]);
#ifdef MADV_HUGEPAGE
  const bool isTried = madvise(view.data, view.bytes, MADV_HUGEPAGE) == 0;
#else
  const bool isTried = false;
#endif
  napi_get_boolean(env, isTried, &result);
  return result;
}

// yieldCore(): void. To whoever else is ready to run on it.
napi_value YieldCore(napi_env, napi_callback_info) {
  sched_yield();
  return nullptr;
}

void Export(napi_env env, napi_value exports, const char *name, napi_callback callback) {
  napi_value function;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, nullptr, &function);
  napi_set_named_property(env, exports, name, function);
}

}  // namespace

NAPI_MODULE_INIT() {
  Export(env, exports, "addressOf", AddressOf);
  Export(env, exports, "read", Read);
  Export(env, exports, "sendLent", SendLent);
  Export(env, exports, "allowSiblings", AllowSiblings);
  Export(env, exports, "congestionControl", CongestionControl);
  Export(env, exports, "useHugePages", UseHugePages);
  Export(env, exports, "yieldCore", YieldCore);
  return exports;
}
