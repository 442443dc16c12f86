#include <algorithm>
#include <string>
#include <vector>

#include "arguments.h"
#include "exports.h"
#include "patch_encoder.h"

namespace onelayer {
namespace {

constexpr int32_t kMostChannels = 1 << 12;
constexpr int32_t kMostSide = 1 << 16;
constexpr int32_t kMostComponents = 1 << 16;

constexpr Dtypes kSingles("a Float32Array", {napi_float32_array});
constexpr Dtypes kBytes("a Uint8Array", {napi_uint8_array});
constexpr Dtypes kBytesOrSingles("a Uint8Array or a Float32Array",
                                 {napi_uint8_array, napi_float32_array});
constexpr Dtypes kNumbers("a Uint32Array", {napi_uint32_array});

constexpr const char* kKeys[] = {
    "channels",    "height",     "width",         "side",       "stride",   "components",
    "whitening",   "offset",     "atoms",         "dictionary", "mirrored", "rowCells",
    "columnCells", "rowRegions", "columnRegions", "threshold",  "encoding", "scale",
    "pictures",    "first",      "count",         "features"};

std::string Below(uint64_t bound) { return "a whole number below " + std::to_string(bound); }

// The bounds of cells: 0, then ever more, up to the number of positions.
std::vector<size_t> ReadCells(ArgumentReader* reader, const char* name, size_t positions) {
  const ArrayView view = reader->Array(name, kNumbers);
  std::vector<size_t> bounds;
  if (!reader->ok()) return bounds;
  const auto* const numbers = view.as<const uint32_t>();
  bounds.assign(numbers, numbers + view.length);
  bool is_sound = bounds.size() >= 2 && bounds.front() == 0 && bounds.back() == positions;
  for (size_t i = 1; is_sound && i < bounds.size(); ++i) is_sound = bounds[i] > bounds[i - 1];
  if (!is_sound) {
    reader->FailRange(name, "rising numbers from 0 to the positions, " + std::to_string(positions),
                      "others");
  }
  return bounds;
}

// Pairs of the first cell of a region, and the first after it.
std::vector<Span> ReadRegions(ArgumentReader* reader, const char* name, size_t cells) {
  const ArrayView view = reader->Array(name, kNumbers);
  std::vector<Span> regions;
  if (!reader->ok()) return regions;
  if (view.length == 0 || view.length % 2 != 0) {
    reader->FailRange(name, "pairs of numbers", std::to_string(view.length) + " numbers");
  }
  const auto* const numbers = view.as<const uint32_t>();
  for (size_t i = 0; reader->ok() && i < view.length; i += 2) {
    const Span region{numbers[i], numbers[i + 1]};
    if (region.from >= region.to || region.to > cells) {
      reader->FailRange(At(name, i).c_str(), "a range of cells, " + Below(cells + 1),
                        std::to_string(region.from) + " to " + std::to_string(region.to));
    }
    regions.push_back(region);
  }
  return regions;
}

ArrayView ReadMatrix(ArgumentReader* reader, const char* name, uint64_t elements) {
  const ArrayView view = reader->Array(name, kSingles);
  reader->CheckLength(view, elements);
  return view;
}

// Fails if a picture, a patch or a row of features has more elements than an int can tell.
void CheckSize(ArgumentReader* reader, const char* name, double elements) {
  if (elements <= kLargest) return;
  reader->FailRange(name, "at most " + std::to_string(kLargest) + " in all", elements);
}

size_t Positions(size_t length, const PatchOptions& options) {
  return length < options.side ? 0 : (length - options.side) / options.stride + 1;
}

PatchOptions ReadOptions(ArgumentReader* reader) {
  PatchOptions o;
  reader->Options("options", kKeys, sizeof(kKeys) / sizeof(kKeys[0]));
  o.channels = reader->Count("channels", 1, kMostChannels);
  o.height = reader->Count("height", 1, kMostSide);
  o.width = reader->Count("width", 1, kMostSide);
  o.side = reader->Count("side", 1, kMostSide);
  o.stride = reader->Count("stride", 1, kMostSide);
  o.components = reader->Count("components", 1, kMostComponents);
  if (!reader->ok()) return o;
  const auto channels = static_cast<double>(o.channels);
  CheckSize(reader, "width", channels * static_cast<double>(o.height * o.width));
  if (o.side > std::min(o.height, o.width)) {
    reader->FailRange("side", "at most the picture's height and width", std::to_string(o.side));
  }
  if (!reader->ok()) return o;
  o.whitening = ReadMatrix(reader, "whitening", o.components * o.numbers()).as<const float>();
  o.offset = ReadMatrix(reader, "offset", o.components).as<const float>();
  o.atoms = reader->Count("atoms", 1);
  const ArrayView dictionary = reader->Array("dictionary", kSingles);
  o.dictionary = dictionary.as<const float>();
  o.is_mirrored = reader->Boolean("mirrored");
  reader->CheckLength(dictionary, uint64_t{o.halves()} * o.atoms * o.components);
  o.rows.bounds = ReadCells(reader, "rowCells", Positions(o.height, o));
  o.columns.bounds = ReadCells(reader, "columnCells", Positions(o.width, o));
  if (!reader->ok()) return o;
  o.rows.regions = ReadRegions(reader, "rowRegions", o.rows.cells());
  o.columns.regions = ReadRegions(reader, "columnRegions", o.columns.cells());
  o.threshold = static_cast<float>(reader->Finite("threshold"));
  o.is_rectified = reader->OneOf("encoding", {"hard", "rectified"}) == 1;
  o.scale = static_cast<float>(reader->Finite("scale"));
  const auto regions = static_cast<double>(o.rows.regions.size() * o.columns.regions.size());
  CheckSize(reader, "atoms", regions * 2 * static_cast<double>(o.atoms));
  return o;
}

}  // namespace

Napi::Value EncodePatches(const Napi::CallbackInfo& info) {
  ArgumentReader reader(info);
  const PatchOptions options = ReadOptions(&reader);
  const ArrayView pictures = reader.Array("pictures", kBytes);
  const size_t first = reader.Count("first", 0);
  const size_t count = reader.Count("count", 1);
  const ArrayView features = reader.Array("features", kBytesOrSingles);
  const auto pixels = static_cast<uint64_t>(options.pixels());
  reader.CheckLength(pictures, (first + count) * pixels);
  reader.CheckLength(features, count * static_cast<uint64_t>(options.features()));
  reader.CheckApart(features, features.length, pictures, pictures.length);
  if (!reader.ok()) return info.Env().Undefined();
  const bool is_float = features.is_float32();
  const bool has_memory = PatchEncoder(options).Encode(
      pictures.as<const uint8_t>() + first * pixels, count,
      is_float ? nullptr : features.as<uint8_t>(), is_float ? features.as<float>() : nullptr);
  if (!has_memory) {
    reader.FailRange("atoms", "as many as fit the memory", std::to_string(options.atoms));
  }
  return info.Env().Undefined();
}

}  // namespace onelayer
