#include "model_pass.h"

#include "threads.h"

namespace onelayer {
namespace {

template <typename Float>
std::unique_ptr<Pass> MakePassOf(const PassOptions& options) {
  auto pass = std::make_unique<ModelPass<Float>>(options);
  if (!pass->Copy()) return nullptr;
  return pass;
}

// Whether there was memory for a copy, or nothing to copy.
template <typename Element>
bool CopyTo(const Element** copy, Scratch* memory, const ArrayView& view, size_t count) {
  if (!view.is_given) return true;
  auto* const copied = static_cast<Element*>(memory->Reserve(count * sizeof(Element)));
  if (copied != nullptr) std::copy_n(view.as<const Element>(), count, copied);
  return (*copy = copied) != nullptr;
}

}  // namespace

std::unique_ptr<Pass> MakePass(const PassOptions& options) {
  return options.parameters.is_float32() ? MakePassOf<float>(options) : MakePassOf<double>(options);
}

template <typename Float>
ModelPass<Float>::ModelPass(const PassOptions& options)
    : options_(options),
      kernels_(ChosenKernels<Float>()),
      plan_(options, sizeof(Float), 0, 1),
      slices_(plan_.slices()),
      class_slices_(plan_.class_slices()),
      weight_count_(options.classes * options.features) {
  source_.features = options.features;
}

template <typename Float>
bool ModelPass<Float>::Copy() {
  const PassOptions& o = options_;
  return CopyTo(&lambdas_, &copies_[0], o.lambdas, o.models) &&
         CopyTo(&source_.slope, &copies_[1], o.slope, o.features) &&
         CopyTo(&source_.intercept, &copies_[2], o.intercept, o.features) &&
         CopyTo(&source_.mean, &copies_[3], o.mean, o.features) &&
         CopyTo(&source_.inverse, &copies_[4], o.inverse, o.features);
}

template <typename Float>
bool ModelPass<Float>::Start(const Batch& batch, const ArrayView& X, const ArrayView& scores,
                             bool is_step) {
  const auto threads = static_cast<size_t>(Threads());
  if (batch.count() != plan_.count() || threads != offered_threads_) {
    plan_ = PassPlan(options_, sizeof(Float), batch.count(), offered_threads_ = threads);
    stride_ = plan_.stride();
    // Whole cache lines, so that threads write to lines of their own.
    scores_stride_ = (plan_.chunk_rows() * options_.classes + 15) / 16 * 16;
    scratch_bytes_ = Lay(Layout(nullptr));
    block_ = nullptr;
  }
  void* const block = ThreadScratch().Reserve(scratch_bytes_);
  if (block == nullptr) return false;
  if (block != block_) Lay(Layout(block_ = block));
  batch_ = &batch;
  source_.data = X.data;
  source_.element = X.element_size();
  output_ = scores.as<Float>();
  is_step_ = is_step;
  are_scores_added_ = plan_.scores_rows();
  std::copy_n(Bias(0), options_.models * options_.classes, biases_);
  std::fill_n(own_, Copies(), Own{plan_.count()});
  RunInParallel(this, static_cast<int>(plan_.threads()));
  return true;
}

// Whether the weights are packed for all chunks at once. Very wide ones cost more to write and read
// again than to pack for each chunk; and threads that score rows would wait for each other's.
template <typename Float>
bool ModelPass<Float>::packs() const {
  constexpr size_t kMostBytes = size_t{1} << 19;
  return kernels_.pack != nullptr && plan_.is_direct() &&
         !(options_.has_backward() && plan_.scores_rows()) && plan_.count() > plan_.chunk_rows() &&
         options_.models * weight_count_ * sizeof(Float) <= kMostBytes;
}

template <typename Float>
size_t ModelPass<Float>::Lay(Layout layout) {
  const size_t scores = options_.models * scores_stride_;
  const size_t evaluated = is_sum() ? Copies() * options_.models * plan_.chunk_rows() : 0;
  const bool is_sliced = plan_.is_direct() && options_.has_backward();
  x_ = layout.Array<Float>(plan_.buffers() * plan_.chunk_rows() * stride_);
  packed_ =
      packs() ? layout.Array<Float>(plan_.buffers() * options_.models * weight_count_) : nullptr;
  scores_ = layout.Array<Float>(scores * (is_sliced ? slices_.count : plan_.buffers()));
  own_scores_ = layout.Array<Float>(is_sliced ? scores * Copies() : 0);
  loss_scratch_ = layout.Array<double>(scores * Copies());
  evaluation_ = {layout.Array<double>(evaluated), layout.Array<uint16_t>(evaluated),
                 layout.Array<double>(evaluated), layout.Array<double>(evaluated)};
  biases_ = layout.Array<Float>(options_.models * options_.classes);
  own_ = layout.Array<Own>(Copies());
  return layout.bytes();
}

template <typename Float>
void ModelPass<Float>::Run(size_t phase, size_t from, size_t to, size_t self) {
  const Rows chunk = plan_.ChunkOf(phase);
  switch (plan_.StageOf(phase)) {
    case Stage::kForward:
      return Forward(plan_.UnitRows(chunk, from, to), self);
    case Stage::kRowScores:
      return ScoreRows(chunk, plan_.UnitRows(chunk, from, to));
    case Stage::kSliceScores:
      return ScoreSlices(chunk, from, to);
    case Stage::kGather:
      return Gather(chunk, plan_.UnitRows(chunk, from, to));
    case Stage::kLosses:
      return Losses(chunk, plan_.UnitRows(chunk, from, to));
    case Stage::kClassScores:
      for (size_t unit = from; unit < to; ++unit) {
        ScoreClasses(chunk, unit / class_slices_, unit % class_slices_);
      }
      return;
    case Stage::kProducts:
      for (size_t unit = from; unit < to; ++unit) {
        if (plan_.is_direct()) {
          DirectProducts(chunk, unit / plan_.slice_parts(), unit % plan_.slice_parts(), self);
        } else {
          OpenBlasProducts(chunk, unit / class_slices_, unit % class_slices_);
        }
      }
      return;
  }
}

template class ModelPass<float>;
template class ModelPass<double>;

}  // namespace onelayer
