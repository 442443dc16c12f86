#include "pass_plan.h"

#include <algorithm>

#include "pool.h"

namespace onelayer {
namespace {

// The rows that the direct kernels score together on the widest vectors: a unit.
constexpr size_t kRowGroup = 4;
// Below this many multiplications, waking another thread costs more than it brings.
constexpr double kFewMultiplications = 2e5;

// A chunk with at least so many scores has a stage for the softmax: some 10 µs of one thread.
constexpr size_t kManyScores = 8192;

// A slice of fewer features would spend a good part of its time on adding up partial sums.
constexpr size_t kSliceFeatures = 1536;
// The weights of a slice beyond this size would be read from memory for each few rows.
constexpr size_t kMostSliceBytes = 1 << 20;
constexpr size_t kFewestFeatures = 256;

// Each thread can be dealt so many parts of the products, to even out what others lag behind by.
constexpr size_t kPartsOfThread = 2;
constexpr size_t kFewestColumns = 128;

size_t RoundedUp(size_t size, size_t part) { return (size + part - 1) / part; }

size_t FeatureSlices(size_t classes, size_t features, size_t element) {
  const size_t by_features = features / kSliceFeatures;
  const size_t by_bytes = RoundedUp(classes * features * element, kMostSliceBytes);
  const size_t most = std::min(features / kFewestFeatures, kMostUnits);
  return std::max<size_t>(1, std::min(most, std::max(by_features, by_bytes)));
}

// The parts that OpenBLAS's products are cut into, by classes. They are part of the result
// (OpenBLAS sums in an order that depends on the shape), so they don't depend on the threads.
size_t ClassSlices(size_t classes) {
  if (classes < 64) return 1;
  return 2 * RoundedUp(classes, 512);
}

// Models whose weights don't stay in the second-level cache beside a tile.
constexpr size_t kWideBytes = 1 << 19;
constexpr size_t kWideRows = 128;
constexpr size_t kMostTileBytes = 1 << 21;

// The rows of a chunk that are worth reading the weights of several models for, and reading and
// writing their gradients, all of which come from the third-level cache: each chunk takes them
// once. 0 for a single model, whose tile was measured.
size_t WideRows(const PassSettings& settings, size_t element) {
  const size_t bytes = settings.models * settings.classes * settings.features * element;
  if (settings.models == 1 || settings.product != Product::kDirect || bytes <= kWideBytes) return 0;
  return std::min(kWideRows, kMostTileBytes / (settings.features * element));
}

}  // namespace

PassPlan::PassPlan(const PassSettings& settings, size_t element, size_t count, size_t threads)
    : settings_(settings),
      element_(element),
      count_(count),
      slices_{settings.features, FeatureSlices(settings.classes, settings.features, element)},
      class_slices_(ClassSlices(settings.classes)),
      threads_(Amount() < kFewMultiplications ? 1 : threads) {
  // One thread takes more rows than can be dealt out.
  if (RoundedUp(count, kRowGroup) > kMostUnits) threads_ = 1;
  if (scores_rows()) {
    const size_t wanted = RoundedUp(kPartsOfThread * threads_, slices_.count);
    const size_t most = settings.features / slices_.count / kFewestColumns;
    slice_parts_ = std::max<size_t>(1, std::min({wanted, most, kMostUnits / slices_.count}));
  }
  // A thread brings its cache: for a tile of whole rows, or for its slice of as many more.
  const size_t tiles = is_direct() && !has_own_rows() ? threads_ : 1;
  chunk_rows_ = std::min(count, std::max(settings.tile_rows * tiles, WideRows(settings, element)));
}

// Rows lie an odd number of cache lines apart: at a power of two, a column of a tile would fall on
// a few sets of the cache.
size_t PassPlan::stride() const {
  const bool has_gaps = is_direct() && slices_.count > 1;
  const size_t gaps = has_gaps ? slices_.count * Slices::kGap : 0;
  const size_t lines = RoundedUp(settings_.features * element_ + gaps, 64);
  return (lines | 1) * 64 / element_;
}

bool PassPlan::parts_losses() const {
  if (has_own_rows()) return false;
  if (!is_direct()) return true;
  return threads_ > 1 && chunk_rows_ * settings_.models * settings_.classes >= kManyScores;
}

double PassPlan::Amount() const {
  const double passes = settings_.has_backward() ? 2 : 1;
  return passes * static_cast<double>(count_) *
         static_cast<double>(settings_.models * settings_.classes) *
         static_cast<double>(settings_.features);
}

size_t PassPlan::Phases() const {
  return has_own_rows() ? 1 : RoundedUp(count_, chunk_rows_) * StagesOfChunk();
}

size_t PassPlan::StagesOfChunk() const {
  if (has_own_rows()) return 1;
  if (is_direct()) return parts_losses() ? 3 : 2;
  return settings_.has_backward() ? 4 : 3;
}

Stage PassPlan::StageOf(size_t phase) const {
  const Stage scoring = scores_rows() ? Stage::kRowScores : Stage::kSliceScores;
  const Stage direct[] = {scoring, Stage::kProducts};
  const Stage parted[] = {scoring, Stage::kLosses, Stage::kProducts};
  constexpr Stage kOpenBlas[] = {Stage::kGather, Stage::kClassScores, Stage::kLosses,
                                 Stage::kProducts};
  if (has_own_rows()) return Stage::kForward;
  const size_t stage = phase % StagesOfChunk();
  if (!is_direct()) return kOpenBlas[stage];
  return parts_losses() ? parted[stage] : direct[stage];
}

Rows PassPlan::ChunkOf(size_t phase) const {
  if (has_own_rows()) return {0, count_};
  const size_t from = phase / StagesOfChunk() * chunk_rows_;
  return {from, std::min(count_, from + chunk_rows_)};
}

size_t PassPlan::Units(size_t phase) const {
  switch (StageOf(phase)) {
    case Stage::kClassScores:
      return settings_.models * class_slices_;
    case Stage::kSliceScores:
      return slices_.count;
    case Stage::kProducts:
      return is_direct() ? slices_.count * slice_parts_ : settings_.models * class_slices_;
    default:
      return RoundedUp(ChunkOf(phase).size(), kRowGroup);
  }
}

size_t PassPlan::PartStart(size_t slice, size_t part) const {
  if (part == slice_parts_) return slices_.Start(slice + 1);
  const size_t start = slices_.Start(slice);
  return start + (slices_.Start(slice + 1) - start) / 64 * part / slice_parts_ * 64;
}

Rows PassPlan::UnitRows(const Rows& chunk, size_t from, size_t to) const {
  return {chunk.from + from * kRowGroup, std::min(chunk.to, chunk.from + to * kRowGroup)};
}

}  // namespace onelayer
