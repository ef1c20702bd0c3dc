// tfjs's addon, unchanged, with one function more: a tensor copied straight into the caller's memory. tfjs itself only gives a tensor
// as a new ArrayBuffer, which the system has to hand out page by page and the caller then copies once more. ResNet50's gradients of two
// micro-batches, 188 MB a step, took a fifth of the step that way (docs/compiled-step.md).
#include <malloc.h>
#include <node_api.h>

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

// The module is registered below.
#undef NAPI_MODULE
#define NAPI_MODULE(name, init)
// tfjs keeps the table of its tensors to itself.
#define private public
#include "binding/tfjs_binding.cc"
#undef private
#include "binding/tf_auto_status.h"
#include "binding/tf_auto_tensor.h"

namespace tfnodejs {
namespace {

// copyTensor(id: number, target: Float32Array): void. Both have the same length.
napi_value CopyTensor(napi_env env, napi_callback_info info) {
  size_t argc = 2;
  napi_value args[2];
  ENSURE_NAPI_OK_RETVAL(env, napi_get_cb_info(env, info, &argc, args, nullptr, nullptr), nullptr);
  int32_t id;
  ENSURE_NAPI_OK_RETVAL(env, napi_get_value_int32(env, args[0], &id), nullptr);
  napi_typedarray_type type;
  size_t length;
  void *target;
  ENSURE_NAPI_OK_RETVAL(env, napi_get_typedarray_info(env, args[1], &type, &length, &target, nullptr, nullptr), nullptr);

  TFJSBackend *const backend = GetTFJSBackend(env);
  if (backend == nullptr) return nullptr;
  const auto entry = backend->tfe_handle_map_.find(id);
  if (entry == backend->tfe_handle_map_.end()) {
    NAPI_THROW_ERROR(env, "copyTensor: there is no tensor %d", id);
    return nullptr;
  }
  TF_AutoStatus status;
  const TF_AutoTensor tensor(TFE_TensorHandleResolve(entry->second, status.status));
  ENSURE_TF_OK_RETVAL(env, status, nullptr);
  const size_t bytes = TF_TensorByteSize(tensor.tensor);
  if (type != napi_float32_array || TF_TensorType(tensor.tensor) != TF_FLOAT || bytes != length * sizeof(float)) {
    NAPI_THROW_ERROR(env, "copyTensor: a tensor of %zu bytes does not fit %zu floats", bytes, length);
    return nullptr;
  }
  memcpy(target, TF_TensorData(tensor.tensor), bytes);
  return nullptr;
}

// A step allocates and frees the same large blocks each time. By default glibc gives those above 128 KB (it learns, up to 32 MB) back to
// the system and takes them again, page by page: 7 % of ResNet50's step.
void KeepLargeBlocks() {
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
}

napi_value Register(napi_env env, napi_value exports) {
  KeepLargeBlocks();
  exports = InitTFNodeJSBinding(env, exports);
  napi_value copy;
  ENSURE_NAPI_OK_RETVAL(env, napi_create_function(env, "copyTensor", NAPI_AUTO_LENGTH, CopyTensor, nullptr, &copy),
                        exports);
  ENSURE_NAPI_OK_RETVAL(env, napi_set_named_property(env, exports, "copyTensor", copy), exports);
  return exports;
}

}  // namespace
}  // namespace tfnodejs

NAPI_MODULE_INIT() { return tfnodejs::Register(env, exports); }
