#ifndef ONELAYER_NATIVE_PATCH_ENCODER_H_
#define ONELAYER_NATIVE_PATCH_ENCODER_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "kernels/kernels.h"
#include "pool.h"
#include "scratch.h"

namespace onelayer {

// A range from .. to.
struct Span {
  size_t from;
  size_t to;
  size_t size() const { return to - from; }
};

// How one axis of a picture is parted: positions of patches into cells, and cells into regions,
// which may overlap.
struct PatchAxis {
  std::vector<size_t> bounds;  // where cells begin; then the number of positions
  std::vector<Span> regions;   // of cells

  size_t cells() const { return bounds.size() - 1; }
};

// What `encodePatches` of binding.d.ts is told, checked.
struct PatchOptions {
  size_t channels = 0;
  size_t height = 0;
  size_t width = 0;
  size_t side = 0;
  size_t stride = 0;
  size_t components = 0;
  const float* whitening = nullptr;  // components × numbers()
  const float* offset = nullptr;     // components
  size_t atoms = 0;
  const float* dictionary = nullptr;  // atoms × components, then their mirrors
  bool is_mirrored = false;
  PatchAxis rows;
  PatchAxis columns;
  float threshold = 0;
  bool is_rectified = false;
  float scale = 0;

  // The numbers of a picture, and of a patch.
  size_t pixels() const { return channels * height * width; }
  size_t numbers() const { return channels * side * side; }
  size_t halves() const { return is_mirrored ? 2 : 1; }
  size_t cells() const { return rows.cells() * columns.cells(); }
  size_t positions() const { return rows.bounds.back() * columns.bounds.back(); }
  // F, the features of a picture.
  size_t features() const { return rows.regions.size() * columns.regions.size() * 2 * atoms; }
};

// Encodes pictures, each on one thread, so that their bits depend on nothing else.
class PatchEncoder final : public Work {
 public:
  explicit PatchEncoder(const PatchOptions& options);

  // Encodes `count` pictures into bytes, or into sums where there are no bytes. False if there is
  // no memory.
  bool Encode(const uint8_t* pictures, size_t count, uint8_t* bytes, float* sums);

  size_t Phases() const override { return 1; }
  size_t Units(size_t) const override { return count_; }
  double Amount() const override;
  void Run(size_t phase, size_t from, size_t to, size_t self) override;

 private:
  // A thread's own memory.
  struct Own {
    float* pixels;     // of a picture
    float* group;      // a group of patches, interleaved
    float* projected;  // the same, whitened
    float* vectors;    // all whitened patches of a picture, in groups, cell after cell
    float* cells;      // the sums of a panel: halves × cells × 2 × panel
    float* strips;     // their sums over the rows of a region: cells of a row × 2 × panel
    float* region;     // 2 × panel
  };

  size_t Lay(Layout layout);
  void Pack();
  void Whiten(const uint8_t* picture, const Own& own) const;
  void TakePatch(const float* pixels, size_t y, size_t x, float* group, size_t stride) const;
  void SumCells(const Own& own, size_t panel) const;
  void Fold(const Own& own) const;
  void SumRegions(const Own& own, size_t panel, size_t picture) const;
  void AddCells(float* sums, const float* cells, size_t count, size_t stride) const;
  void Output(const float* sums, size_t picture, size_t at, size_t panel) const;
  // Calls `visit` for each group of a cell: with its first position in the cell, and its size.
  template <typename Visit>
  void ForGroups(size_t positions, const Visit& visit) const;

  const PatchOptions& o_;
  const PatchKernels& kernels_;
  const size_t panel_;
  const size_t projections_;  // panels of components
  const size_t panels_;       // panels of atoms, of either half
  size_t threads_ = 1;
  size_t count_ = 0;
  const uint8_t* pictures_ = nullptr;
  uint8_t* bytes_ = nullptr;
  float* sums_ = nullptr;
  float* whitening_ = nullptr;   // packed
  float* offset_ = nullptr;      // packed
  float* dictionary_ = nullptr;  // packed: halves × panels
  Own* own_ = nullptr;
};

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_PATCH_ENCODER_H_
