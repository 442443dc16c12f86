#include "pass_options.h"

#include <initializer_list>
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

template <uint64_t PassOptions::*kMember, int32_t kMost>
void ReadCount(ArgumentReader* reader, const char* name, PassOptions* options) {
  options->*kMember = reader->Count(name, 1, kMost);
}

template <double PassOptions::*kMember>
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
  ReadFraction<&PassOptions::label_smoothing>(reader, name, options);
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
    {"predicted", kEvaluation, ReadArray<&PassOptions::predicted, kIndices>},
    {"probabilities", kEvaluation, ReadArray<&PassOptions::probabilities, kDoubles>},
    {"trueProbabilities", kEvaluation, ReadArray<&PassOptions::true_probabilities, kDoubles>},
    {"parameters", kAll, ReadArray<&PassOptions::parameters, kFloats>},
    {"lambdas", kGradients, ReadArray<&PassOptions::lambdas, kDoubles>},
    {"etas", kGradients, ReadOptional<&PassOptions::etas, kDoubles>},
    {"velocities", kGradients, ReadOptional<&PassOptions::velocities, kFloats>},
    {"momentum", kGradients, ReadFraction<&PassOptions::momentum>},
    {"nesterov", kGradients, ReadNesterov},
    {"loss", kOfSamples, ReadLoss},
    {"labelSmoothing", kOfSamples, ReadLabelSmoothing},
    {"weights", kGradients | kSums, ReadOptional<&PassOptions::weights, kDoubles>},
    {"models", kOfSamples, ReadCount<&PassOptions::models, kMostModels>},
    {"classes", kAll, ReadCount<&PassOptions::classes, kMostClasses>},
    {"features", kAll, ReadCount<&PassOptions::features, kMostFeatures>},
    {"X", kOfSamples, ReadArray<&PassOptions::X, kFeatures>},
    {"slope", kAll, ReadOptional<&PassOptions::slope, kFloats>},
    {"intercept", kAll, ReadOptional<&PassOptions::intercept, kFloats>},
    {"y", kOfSamples, ReadArray<&PassOptions::y, kLabels>},
    {"product", kAll, ReadProduct},
    {"tileRows", kAll, ReadCount<&PassOptions::tile_rows, kLargest>},
};

// Fails if an array that is needed is not given, for a reason.
void CheckGiven(ArgumentReader* reader, const ArrayView& view, const char* reason) {
  if (!view.is_given) reader->FailType(view.name, std::string("an array, since ") + reason, "none");
}

void CheckStandardisation(ArgumentReader* reader, const PassOptions& options) {
  const ArrayView* const both[] = {&options.slope, &options.intercept};
  for (const ArrayView* const vector : both) {
    if (options.X.is_given && options.X.dtype == napi_uint8_array) {
      CheckGiven(reader, *vector, "X is one of bytes");
    }
    if (!vector->is_given) continue;
    CheckGiven(reader, *both[0], "there is an intercept");
    CheckGiven(reader, *both[1], "there is a slope");
    reader->CheckDtype(*vector, options.parameters);
    reader->CheckLength(*vector, options.features);
  }
}

// That arrays are long enough, and of the parameters' dtype where they must be.
void CheckArrays(ArgumentReader* reader, const PassOptions& options) {
  const uint64_t samples = options.y.length;
  if (options.gradients.is_given) {
    reader->CheckDtype(options.parameters, options.gradients);
    reader->CheckLength(options.gradients, options.ParameterCount());
  }
  reader->CheckLength(options.parameters, options.ParameterCount());
  // Fits: a label is a byte at least, and memory ends long before 2^64.
  if (options.X.is_given) reader->CheckLength(options.X, samples * options.features);
  CheckStandardisation(reader, options);
  if (options.weights.is_given) reader->CheckLength(options.weights, samples);
  if (options.weight.is_given) {
    reader->CheckLength(options.weight, 1);
    reader->CheckLength(options.losses, options.models);
  }
  if (options.lambdas.is_given) {
    reader->CheckLength(options.lambdas, options.models);
    if (reader->ok()) reader->CheckFinite(options.lambdas, options.models);
  }
  if (options.etas.is_given) reader->CheckLength(options.etas, options.models);
  if (options.velocities.is_given) {
    CheckGiven(reader, options.etas, "there are velocities");
    reader->CheckDtype(options.velocities, options.parameters);
    reader->CheckLength(options.velocities, options.ParameterCount());
  }
}

// That no output shares memory with another array. Parameters and velocities are outputs of a step.
void CheckOutputsApart(ArgumentReader* reader, const PassOptions& o) {
  constexpr size_t kOutputs = 6;
  const ArrayView* const arrays[] = {&o.gradients,  &o.losses,        &o.weight,
                                     &o.predicted,  &o.probabilities, &o.true_probabilities,
                                     &o.parameters, &o.velocities,    &o.lambdas,
                                     &o.etas,       &o.weights,       &o.X,
                                     &o.slope,      &o.intercept,     &o.y};
  const auto used = [&o](const ArrayView* view) {
    const bool is_stack = view == &o.gradients || view == &o.parameters || view == &o.velocities;
    return is_stack && view->is_given ? o.ParameterCount() : view->length;
  };
  for (size_t i = 0; i < (o.etas.is_given ? kOutputs + 2 : kOutputs); ++i) {
    for (size_t j = i + 1; j < sizeof(arrays) / sizeof(arrays[0]); ++j) {
      // The later one of two outputs is named.
      const ArrayView* const output = arrays[j < kOutputs ? j : i];
      const ArrayView* const other = arrays[j < kOutputs ? i : j];
      reader->CheckApart(*output, used(output), *other, used(other));
    }
  }
}

}  // namespace

PassOptions ReadPassOptions(ArgumentReader* reader, PassKind kind) {
  PassOptions options;
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
