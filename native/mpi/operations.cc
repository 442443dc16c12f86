#include "operations.h"

#include <cstring>
#include <limits>

namespace onelayer {
namespace mpi {
namespace {

// Up to so many bytes, a process takes the whole arrays of all others: two rounds of messages with
// slices would take longer.
constexpr size_t kWholeBytes = 4096;

template <typename Element>
MPI_Datatype TypeOf();
template <>
MPI_Datatype TypeOf<float>() {
  return MPI_FLOAT;
}
template <>
MPI_Datatype TypeOf<double>() {
  return MPI_DOUBLE;
}

}  // namespace

template <typename Element>
Sum<Element>::Sum(Napi::Env env, const ArrayView& values, double beside, double divisor)
    : Operation(env),
      array_(Napi::Reference<Napi::Value>::New(Napi::Value(env, values.value), 1)),
      terms_(values.as<Element>(), values.as<Element>() + values.length),
      divisor_(divisor) {
  terms_.push_back(static_cast<Element>(beside));
}

template <typename Element>
void Sum<Element>::Run(World& world) {
  if (terms_.size() * sizeof(Element) <= kWholeBytes) {
    AddWhole(world);
  } else {
    AddSlices(world);
  }
}

// Adds up the elements from `first` on, whose terms of each process lie one after another.
template <typename Element>
void Sum<Element>::AddUp(size_t first, const std::vector<Element>& terms, size_t count,
                         size_t processes) {
  std::vector<double> wide(terms.begin(), terms.begin() + static_cast<ptrdiff_t>(count));
  for (size_t r = 1; r < processes; ++r) {
    const Element* const own = terms.data() + r * count;
    for (size_t i = 0; i < count; ++i) wide[i] += static_cast<double>(own[i]);
  }
  const size_t beside = terms_.size() - 1 - first;
  for (size_t i = 0; i < count; ++i) {
    terms_[first + i] = static_cast<Element>(i == beside ? wide[i] : wide[i] / divisor_);
  }
}

template <typename Element>
bool Sum<Element>::AddWhole(World& world) {
  const auto size = static_cast<size_t>(world.size());
  const auto count = static_cast<int>(terms_.size());
  const MPI_Datatype type = TypeOf<Element>();
  std::vector<Element> all(terms_.size() * size);
  MPI_Request request = MPI_REQUEST_NULL;
  const int started =
      MPI_Iallgather(terms_.data(), count, type, all.data(), count, type, MPI_COMM_WORLD, &request);
  if (!world.Wait(started, &request, &failure)) return false;
  AddUp(0, all, terms_.size(), size);
  return true;
}

template <typename Element>
bool Sum<Element>::AddSlices(World& world) {
  const auto size = static_cast<size_t>(world.size());
  const auto rank = static_cast<size_t>(world.rank());
  const MPI_Datatype type = TypeOf<Element>();
  const size_t length = terms_.size();
  std::vector<int> counts(size);
  std::vector<int> offsets(size);
  for (size_t r = 0; r < size; ++r) {
    offsets[r] = static_cast<int>(length * r / size);
    counts[r] = static_cast<int>(length * (r + 1) / size) - offsets[r];
  }
  const auto own = static_cast<size_t>(counts[rank]);
  std::vector<int> own_counts(size, counts[rank]);
  std::vector<int> own_offsets(size);
  for (size_t r = 0; r < size; ++r) own_offsets[r] = static_cast<int>(r * own);
  std::vector<Element> slices(own * size);

  MPI_Request request = MPI_REQUEST_NULL;
  int started =
      MPI_Ialltoallv(terms_.data(), counts.data(), offsets.data(), type, slices.data(),
                     own_counts.data(), own_offsets.data(), type, MPI_COMM_WORLD, &request);
  if (!world.Wait(started, &request, &failure)) return false;
  AddUp(static_cast<size_t>(offsets[rank]), slices, own, size);
  started = MPI_Iallgatherv(MPI_IN_PLACE, 0, type, terms_.data(), counts.data(), offsets.data(),
                            type, MPI_COMM_WORLD, &request);
  return world.Wait(started, &request, &failure);
}

template <typename Element>
Napi::Value Sum<Element>::Result(Napi::Env env) {
  void* data = nullptr;
  size_t length = 0;
  const napi_status status =
      napi_get_typedarray_info(env, array_.Value(), nullptr, &length, &data, nullptr, nullptr);
  // A buffer may have been detached, or have shrunk, since it was copied.
  if (status != napi_ok || length != terms_.size() - 1) {
    failure = "values: expected the array as it was when its sum began, got a changed one";
    return env.Undefined();
  }
  if (length > 0) std::memcpy(data, terms_.data(), length * sizeof(Element));
  return Napi::Number::New(env, static_cast<double>(terms_.back()));
}

template class Sum<float>;
template class Sum<double>;

Gather::Gather(Napi::Env env, const ArrayView& bytes)
    : Operation(env), own_(bytes.as<uint8_t>(), bytes.as<uint8_t>() + bytes.length) {}

void Gather::Run(World& world) {
  const auto size = static_cast<size_t>(world.size());
  const auto own = static_cast<int>(own_.size());
  lengths_.resize(size);
  offsets_.resize(size);
  MPI_Request request = MPI_REQUEST_NULL;
  int started =
      MPI_Iallgather(&own, 1, MPI_INT, lengths_.data(), 1, MPI_INT, MPI_COMM_WORLD, &request);
  if (!world.Wait(started, &request, &failure)) return;
  size_t total = 0;
  for (size_t r = 0; r < size; ++r) {
    offsets_[r] = static_cast<int>(total);
    total += static_cast<size_t>(lengths_[r]);
    if (total <= static_cast<size_t>(std::numeric_limits<int>::max())) continue;
    failure = "bytes: expected at most 2^31 - 1 of all processes together";
    return;
  }
  all_.resize(total);
  started = MPI_Iallgatherv(own_.data(), own, MPI_BYTE, all_.data(), lengths_.data(),
                            offsets_.data(), MPI_BYTE, MPI_COMM_WORLD, &request);
  world.Wait(started, &request, &failure);
}

Napi::Value Gather::Result(Napi::Env env) {
  Napi::Array result = Napi::Array::New(env, lengths_.size());
  for (size_t r = 0; r < lengths_.size(); ++r) {
    const auto length = static_cast<size_t>(lengths_[r]);
    Napi::Uint8Array bytes = Napi::Uint8Array::New(env, length);
    if (length > 0) std::memcpy(bytes.Data(), all_.data() + offsets_[r], length);
    result.Set(static_cast<uint32_t>(r), bytes);
  }
  return result;
}

}  // namespace mpi
}  // namespace onelayer
