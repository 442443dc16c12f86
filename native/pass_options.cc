#include "pass_options.h"

#include <algorithm>
#include <string>

namespace onelayer {
namespace {

constexpr int32_t kMostModels = 1 << 10;
constexpr int32_t kMostClasses = 1 << 16;
// With the space between a tile's rows still an int of BLAS.
constexpr int32_t kMostFeatures = kLargest - 63;

constexpr Dtypes kLabels("a Uint8Array or a Uint16Array", {napi_uint8_array, napi_uint16_array});
constexpr Dtypes kIndices("a Uint16Array", {napi_uint16_array});

// An option, the kinds of passes that have it, and how it is read.
struct Option {
  const char* name;
  uint32_t kinds;
  void (*read)(ArgumentReader* reader, const char* name, PassOptions* options);
};

constexpr uint32_t Bit(PassKind kind) { return 1u << static_cast<uint32_t>(kind); }
constexpr uint32_t kGradients = Bit(PassKind::kGradients);
constexpr uint32_t kSums = Bit(PassKind::kSums);
constexpr uint32_t kEvaluation = Bit(PassKind::kEvaluation);
constexpr uint32_t kScores = Bit(PassKind::kScores);
constexpr uint32_t kOfSamples = kGradients | kSums | kEvaluation;
constexpr uint32_t kAll = kOfSamples | kScores;

template <ArrayView PassOptions::*kMember, const Dtypes& kDtypes>
void ReadArray(ArgumentReader* reader, const char* name, PassOptions* options) {
  options->*kMember = reader->Array(name, kDtypes);
}

template <ArrayView PassOptions::*kMember, const Dtypes& kDtypes>
void ReadOptional(ArgumentReader* reader, const char* name, PassOptions* options) {
  options->*kMember = reader->Array(name, kDtypes, true);
}

// An output of an evaluation, which a sum may leave out.
template <ArrayView PassOptions::*kMember, const Dtypes& kDtypes>
void ReadEvaluated(ArgumentReader* reader, const char* name, PassOptions* options) {
  options->*kMember = reader->Array(name, kDtypes, options->kind == PassKind::kSums);
}

template <size_t PassSettings::*kMember, int32_t kMost>
void ReadCount(ArgumentReader* reader, const char* name, PassOptions* options) {
  options->*kMember = reader->Count(name, 1, kMost);
}

template <double PassSettings::*kMember>
void ReadFraction(ArgumentReader* reader, const char* name, PassOptions* options) {
  const double value = options->*kMember = reader->Finite(name);
  if (value >= 0 && value < 1) return;
  reader->FailRange(name, "a number of at least 0 and below 1", value);
}

void ReadNesterov(ArgumentReader* reader, const char* name, PassOptions* options) {
  options->is_nesterov = reader->Boolean(name);
}

void ReadLoss(ArgumentReader* reader, const char* name, PassOptions* options) {
  constexpr Loss kLosses[] = {Loss::kCrossEntropy, Loss::kBinaryCrossEntropy, Loss::kHinge};
  options->loss = kLosses[reader->OneOf(name, {"cross-entropy", "binary-cross-entropy", "hinge"})];
}

void ReadLabelSmoothing(ArgumentReader* reader, const char* name, PassOptions* options) {
  ReadFraction<&PassSettings::label_smoothing>(reader, name, options);
  if (options->loss != Loss::kHinge || options->label_smoothing == 0) return;
  reader->FailRange(name, "0 for the hinge loss", options->label_smoothing);
}

void ReadProduct(ArgumentReader* reader, const char* name, PassOptions* options) {
  constexpr Product kProducts[] = {Product::kDirect, Product::kOpenBlas};
  options->product = kProducts[reader->OneOf(name, {"direct", "openblas"})];
}

// In the order in which they are read.
constexpr Option kOptions[] = {
    {"gradients", kGradients | kSums, ReadArray<&PassOptions::gradients, kFloats>},
    {"losses", kSums | kEvaluation, ReadArray<&PassOptions::losses, kDoubles>},
    {"weight", kSums, ReadArray<&PassOptions::weight, kDoubles>},
    {"sampleLosses", kSums, ReadOptional<&PassOptions::sample_losses, kDoubles>},
    {"predicted", kSums | kEvaluation, ReadEvaluated<&PassOptions::predicted, kIndices>},
    {"probabilities", kSums | kEvaluation, ReadEvaluated<&PassOptions::probabilities, kDoubles>},
    {"trueProbabilities", kSums | kEvaluation,
     ReadEvaluated<&PassOptions::true_probabilities, kDoubles>},
    {"parameters", kAll, ReadArray<&PassOptions::parameters, kFloats>},
    {"lambdas", kGradients, ReadArray<&PassOptions::lambdas, kDoubles>},
    {"etas", kGradients, ReadOptional<&PassOptions::etas, kDoubles>},
    {"velocities", kGradients, ReadOptional<&PassOptions::velocities, kFloats>},
    {"momentum", kGradients, ReadFraction<&PassSettings::momentum>},
    {"nesterov", kGradients, ReadNesterov},
    {"loss", kOfSamples, ReadLoss},
    {"labelSmoothing", kOfSamples, ReadLabelSmoothing},
    {"weights", kGradients | kSums, ReadOptional<&PassOptions::weights, kDoubles>},
    {"models", kOfSamples, ReadCount<&PassSettings::models, kMostModels>},
    {"classes", kAll, ReadCount<&PassSettings::classes, kMostClasses>},
    {"features", kAll, ReadCount<&PassSettings::features, kMostFeatures>},
    {"X", kOfSamples, ReadArray<&PassOptions::X, kFeatures>},
    {"slope", kAll, ReadOptional<&PassOptions::slope, kFloats>},
    {"intercept", kAll, ReadOptional<&PassOptions::intercept, kFloats>},
    {"mean", kAll, ReadOptional<&PassOptions::mean, kDoubles>},
    {"inverse", kAll, ReadOptional<&PassOptions::inverse, kDoubles>},
    {"y", kOfSamples, ReadArray<&PassOptions::y, kLabels>},
    {"product", kAll, ReadProduct},
    {"tileRows", kAll, ReadCount<&PassSettings::tile_rows, kLargest>},
};

// Fails if an array that is needed is not given, for a reason.
void CheckGiven(ArgumentReader* reader, const ArrayView& view, const char* reason) {
  if (!view.is_given) reader->FailType(view.name, std::string("an array, since ") + reason, "none");
}

// That a sum hands out whole evaluations of its samples, or none.
void CheckEvaluated(ArgumentReader* reader, const PassOptions& o) {
  const ArrayView* const outputs[] = {&o.sample_losses, &o.predicted, &o.probabilities,
                                      &o.true_probabilities};
  for (const ArrayView* const given : outputs) {
    if (!given->is_given) continue;
    const std::string reason = std::string("there are ") + given->name;
    for (const ArrayView* const view : outputs) CheckGiven(reader, *view, reason.c_str());
  }
}

// That arrays are given where others are, of the parameters' dtype where they must be, and long
// enough.
void CheckArrays(ArgumentReader* reader, const PassOptions& o) {
  if (o.gradients.is_given) reader->CheckDtype(o.parameters, o.gradients);
  if (o.X.is_given && o.X.dtype == napi_uint8_array) {
    CheckGiven(reader, o.slope, "X is one of bytes");
    CheckGiven(reader, o.intercept, "X is one of bytes");
  }
  if (o.intercept.is_given) CheckGiven(reader, o.slope, "there is an intercept");
  if (o.slope.is_given) CheckGiven(reader, o.intercept, "there is a slope");
  if (o.inverse.is_given) CheckGiven(reader, o.mean, "there is an inverse");
  if (o.mean.is_given) CheckGiven(reader, o.inverse, "there is a mean");
  if (o.velocities.is_given) CheckGiven(reader, o.etas, "there are velocities");
  if (o.kind == PassKind::kSums) CheckEvaluated(reader, o);
  for (const UsedArray& array : UsedArrays(o)) {
    const ArrayView* const view = array.view;
    if (view == &o.velocities || view == &o.slope || view == &o.intercept) {
      reader->CheckDtype(*view, o.parameters);
    }
    reader->CheckLength(*view, array.elements);
  }
  reader->CheckFinite(o.lambdas, o.lambdas.is_given ? o.models : 0);
}

// That no output shares memory with another array. Parameters and velocities are outputs of a step.
void CheckOutputsApart(ArgumentReader* reader, const PassOptions& options) {
  const std::vector<UsedArray> arrays = UsedArrays(options);
  const auto used = [&options](const UsedArray& array) {
    const bool is_stack = array.use == Use::kStep || array.view == &options.gradients;
    return is_stack ? array.elements : array.view->length;
  };
  const Use last = options.etas.is_given ? Use::kStep : Use::kOutput;
  for (size_t i = 0; i < arrays.size() && arrays[i].use <= last; ++i) {
    for (size_t j = i + 1; j < arrays.size(); ++j) {
      // The later one of two outputs is named.
      const bool is_later = arrays[j].use == Use::kOutput;
      const UsedArray& output = arrays[is_later ? j : i];
      const UsedArray& other = arrays[is_later ? i : j];
      reader->CheckApart(*output.view, used(output), *other.view, used(other));
    }
  }
}

}  // namespace

std::vector<UsedArray> UsedArrays(const PassOptions& o) {
  const uint64_t parameters = o.models * (uint64_t{o.classes} * o.features + o.classes);
  const uint64_t samples = o.y.length;
  const uint64_t of_sum = o.kind == PassKind::kSums ? o.models : 0;
  std::vector<UsedArray> arrays = {{&o.gradients, Use::kOutput, parameters},
                                   {&o.losses, Use::kOutput, of_sum, o.models - of_sum},
                                   {&o.weight, Use::kOutput, 1},
                                   {&o.sample_losses, Use::kOutput, 0, o.models},
                                   {&o.predicted, Use::kOutput, 0, o.models},
                                   {&o.probabilities, Use::kOutput, 0, o.models},
                                   {&o.true_probabilities, Use::kOutput, 0, o.models},
                                   {&o.parameters, Use::kStep, parameters},
                                   {&o.velocities, Use::kStep, parameters},
                                   // Fits: a label is a byte at least, and memory ends long before.
                                   {&o.X, Use::kInput, samples * o.features},
                                   {&o.slope, Use::kCopy, o.features},
                                   {&o.intercept, Use::kCopy, o.features},
                                   {&o.mean, Use::kCopy, o.features},
                                   {&o.inverse, Use::kCopy, o.features},
                                   {&o.weights, Use::kInput, samples},
                                   {&o.lambdas, Use::kCopy, o.models},
                                   {&o.etas, Use::kInput, o.models},
                                   {&o.y, Use::kInput, samples}};
  const auto is_missing = [](const UsedArray& array) { return !array.view->is_given; };
  arrays.erase(std::remove_if(arrays.begin(), arrays.end(), is_missing), arrays.end());
  return arrays;
}

PassOptions ReadPassOptions(ArgumentReader* reader, PassKind kind) {
  PassOptions options;
  options.kind = kind;
  const char* names[ArgumentReader::kMostValues];
  size_t count = 0;
  for (const Option& option : kOptions) {
    if ((option.kinds & Bit(kind)) != 0) names[count++] = option.name;
  }
  reader->Options("options", names, count);
  for (const Option& option : kOptions) {
    if (reader->ok() && (option.kinds & Bit(kind)) != 0) {
      option.read(reader, option.name, &options);
    }
  }
  if (reader->ok()) CheckArrays(reader, options);
  if (reader->ok()) CheckOutputsApart(reader, options);
  return options;
}

}  // namespace onelayer
