#include "patch_encoder.h"

#include <algorithm>

#include "threads.h"

namespace onelayer {
namespace {

size_t PartsOf(size_t count, size_t part) { return (count + part - 1) / part; }

// Packs vectors, row after row of a matrix, into panels; beyond the last vector there are zeros.
void PackPanels(float* panels, const float* matrix, size_t vectors, size_t length, size_t panel) {
  for (size_t first = 0; first < vectors; first += panel) {
    for (size_t j = 0; j < length; ++j) {
      for (size_t v = first; v < first + panel; ++v) {
        *panels++ = v < vectors ? matrix[v * length + j] : 0;
      }
    }
  }
}

}  // namespace

PatchEncoder::PatchEncoder(const PatchOptions& options)
    : o_(options),
      kernels_(ChosenInstructionSet().patches),
      panel_(kernels_.panel),
      projections_(PartsOf(options.components, panel_)),
      panels_(PartsOf(options.atoms, panel_)) {}

bool PatchEncoder::Encode(const uint8_t* pictures, size_t count, uint8_t* bytes, float* sums) {
  pictures_ = pictures;
  count_ = count;
  bytes_ = bytes;
  sums_ = sums;
  threads_ = std::min(count, static_cast<size_t>(Threads()));
  void* const block = ThreadScratch().Reserve(Lay(Layout(nullptr)));
  if (block == nullptr) return false;
  Lay(Layout(block));
  Pack();
  RunInParallel(this, static_cast<int>(threads_));
  return true;
}

double PatchEncoder::Amount() const {
  const size_t products = o_.components * (o_.numbers() + o_.halves() * o_.atoms);
  return static_cast<double>(count_) * static_cast<double>(o_.positions()) *
         static_cast<double>(products);
}

size_t PatchEncoder::Lay(Layout layout) {
  whitening_ = layout.Array<float>(projections_ * panel_ * o_.numbers());
  offset_ = layout.Array<float>(projections_ * panel_);
  dictionary_ = layout.Array<float>(o_.halves() * panels_ * panel_ * o_.components);
  own_ = layout.Array<Own>(threads_);
  for (size_t t = 0; t < threads_; ++t) {
    const Own own = {
        layout.Array<float>(o_.pixels()),
        layout.Array<float>(kernels_.rows * o_.numbers()),
        layout.Array<float>(kernels_.rows * projections_ * panel_),
        layout.Array<float>(o_.positions() * o_.components),
        layout.Array<float>(o_.halves() * o_.cells() * 2 * panel_),
        layout.Array<float>(o_.columns.cells() * 2 * panel_),
        layout.Array<float>(2 * panel_),
    };
    if (own_ != nullptr) own_[t] = own;
  }
  return layout.bytes();
}

void PatchEncoder::Pack() {
  PackPanels(whitening_, o_.whitening, o_.components, o_.numbers(), panel_);
  PackPanels(offset_, o_.offset, o_.components, 1, panel_);
  for (size_t half = 0; half < o_.halves(); ++half) {
    PackPanels(dictionary_ + half * panels_ * panel_ * o_.components,
               o_.dictionary + half * o_.atoms * o_.components, o_.atoms, o_.components, panel_);
  }
}

void PatchEncoder::Run(size_t, size_t from, size_t to, size_t self) {
  const Own own = own_[self];
  for (size_t picture = from; picture < to; ++picture) {
    Whiten(pictures_ + picture * o_.pixels(), own);
    for (size_t panel = 0; panel < panels_; ++panel) {
      SumCells(own, panel);
      Fold(own);
      SumRegions(own, panel, picture);
    }
  }
}

// Groups are even, so that none is much smaller than the registers allow.
template <typename Visit>
void PatchEncoder::ForGroups(size_t positions, const Visit& visit) const {
  for (size_t from = 0; from < positions;) {
    const size_t parts = PartsOf(positions - from, kernels_.rows);
    const size_t size = PartsOf(positions - from, parts);
    visit(from, size);
    from += size;
  }
}

// The whitened patches of a picture, of unit length.
void PatchEncoder::Whiten(const uint8_t* picture, const Own& own) const {
  // A pixel is in up to side² patches: it is converted once.
  std::copy_n(picture, o_.pixels(), own.pixels);
  float* vectors = own.vectors;
  const size_t stride = projections_ * panel_;
  for (size_t row = 0; row < o_.rows.cells(); ++row) {
    for (size_t column = 0; column < o_.columns.cells(); ++column) {
      const size_t top = o_.rows.bounds[row];
      const size_t left = o_.columns.bounds[column];
      const size_t width = o_.columns.bounds[column + 1] - left;
      ForGroups((o_.rows.bounds[row + 1] - top) * width, [&](size_t from, size_t size) {
        for (size_t i = 0; i < size; ++i) {
          const size_t at = from + i;
          TakePatch(own.pixels, top + at / width, left + at % width, own.group + i, size);
        }
        for (size_t p = 0; p < projections_; ++p) {
          kernels_.project(own.projected + p * panel_, stride, own.group, size,
                           whitening_ + p * panel_ * o_.numbers(), offset_ + p * panel_,
                           o_.numbers(), o_.components - p * panel_);
        }
        kernels_.interleave(vectors, own.projected, stride, size, o_.components);
        vectors += size * o_.components;
      });
    }
  }
}

// Takes the patch at a position into a group, a number in each `stride` of it.
void PatchEncoder::TakePatch(const float* pixels, size_t y, size_t x, float* group,
                             size_t stride) const {
  const float* plane = pixels + y * o_.stride * o_.width + x * o_.stride;
  for (size_t c = 0; c < o_.channels; ++c, plane += o_.height * o_.width) {
    const float* row = plane;
    for (size_t i = 0; i < o_.side; ++i, row += o_.width) {
      for (size_t j = 0; j < o_.side; ++j, group += stride) *group = row[j];
    }
  }
}

// The sums of a panel of atoms, and of their mirrors, over each cell.
void PatchEncoder::SumCells(const Own& own, size_t panel) const {
  const size_t size = panel_ * o_.components;
  std::fill_n(own.cells, o_.halves() * o_.cells() * 2 * panel_, 0.0f);
  for (size_t half = 0; half < o_.halves(); ++half) {
    const float* const atoms = dictionary_ + (half * panels_ + panel) * size;
    const float* vectors = own.vectors;
    float* sums = own.cells + half * o_.cells() * 2 * panel_;
    for (size_t row = 0; row < o_.rows.cells(); ++row) {
      const size_t height = o_.rows.bounds[row + 1] - o_.rows.bounds[row];
      for (size_t column = 0; column < o_.columns.cells(); ++column, sums += 2 * panel_) {
        const size_t width = o_.columns.bounds[column + 1] - o_.columns.bounds[column];
        ForGroups(height * width, [&](size_t, size_t rows) {
          kernels_.add_similarities(sums, vectors, rows, atoms, o_.components, &o_.threshold,
                                    o_.is_rectified);
          vectors += rows * o_.components;
        });
      }
    }
  }
}

// Adds to each cell what the mirrors of the atoms have in its mirror.
void PatchEncoder::Fold(const Own& own) const {
  if (!o_.is_mirrored) return;
  const size_t columns = o_.columns.cells();
  float* sums = own.cells;
  const float* const mirrors = own.cells + o_.cells() * 2 * panel_;
  for (size_t row = 0; row < o_.rows.cells(); ++row) {
    for (size_t column = 0; column < columns; ++column, sums += 2 * panel_) {
      const size_t mirror = row * columns + (columns - 1 - column);
      AddCells(sums, mirrors + mirror * 2 * panel_, 1, 0);
    }
  }
}

// The sums over each region, first over rows of cells, then over columns.
void PatchEncoder::SumRegions(const Own& own, size_t panel, size_t picture) const {
  const size_t cell = 2 * panel_;
  const size_t columns = o_.columns.cells();
  size_t at = 0;
  for (const Span& rows : o_.rows.regions) {
    std::fill_n(own.strips, columns * cell, 0.0f);
    for (size_t column = 0; column < columns; ++column) {
      AddCells(own.strips + column * cell, own.cells + (rows.from * columns + column) * cell,
               rows.size(), columns * cell);
    }
    for (const Span& span : o_.columns.regions) {
      std::fill_n(own.region, cell, 0.0f);
      AddCells(own.region, own.strips + span.from * cell, span.size(), cell);
      Output(own.region, picture, at, panel);
      at += 2 * o_.atoms;
    }
  }
}

// Adds up `count` cells, each `stride` after the one before.
void PatchEncoder::AddCells(float* sums, const float* cells, size_t count, size_t stride) const {
  for (size_t i = 0; i < count; ++i, cells += stride) {
    for (size_t v = 0; v < 2 * panel_; ++v) sums[v] += cells[v];
  }
}

// Hands out the sums of a region, of the atoms that there are: those alike, then those opposite.
void PatchEncoder::Output(const float* sums, size_t picture, size_t at, size_t panel) const {
  const size_t first = panel * panel_;
  const size_t count = std::min(panel_, o_.atoms - first);
  for (size_t sign = 0; sign < 2; ++sign, sums += panel_) {
    const size_t to = picture * o_.features() + at + sign * o_.atoms + first;
    if (bytes_ == nullptr) {
      std::copy_n(sums, count, sums_ + to);
    } else {
      kernels_.roots_to_bytes(bytes_ + to, sums, o_.scale, count);
    }
  }
}

}  // namespace onelayer
