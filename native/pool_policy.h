#ifndef ONELAYER_NATIVE_POOL_POLICY_H_
#define ONELAYER_NATIVE_POOL_POLICY_H_

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <limits>

namespace onelayer {

// Decides whether the next piece of work is done with helpers or alone, by the time that each way
// took lately.
//
// On a core that another program uses too, a helper is often away while it holds a part of the
// work, and everybody waits: with helpers a pass then takes longer than without. The other
// way is tried now and then for a few pieces. The first of them pays for waking up and isn't
// counted; the fastest of the others stands for that way.
class PoolPolicy {
 public:
  // Whether to take helpers for the next piece.
  bool TakesHelpers() {
    ++pieces_;
    if (pieces_ == kTrialEvery) best_of_trial_ = std::numeric_limits<double>::infinity();
    return prefers_helpers_ != IsTrial();
  }

  // Records how long the last piece took, done as `TakesHelpers` said. The amount of work may be in
  // any unit.
  void Learn(std::chrono::nanoseconds time, double amount) {
    const double cost = static_cast<double>(time.count()) / amount;
    if (!IsTrial()) {
      // A rare interruption counts no more than a few times the usual.
      const double counted = usual_ == 0 ? cost : std::min(cost, kMostOutlier * usual_);
      usual_ += (usual_ == 0 ? 1 : kWeight) * (counted - usual_);
      return;
    }
    if (pieces_ > kTrialEvery) best_of_trial_ = std::min(best_of_trial_, cost);
    if (pieces_ < kTrialEvery + kTrialLength - 1) return;
    pieces_ = 0;
    if (best_of_trial_ < kWorthwhile * usual_) {
      prefers_helpers_ = !prefers_helpers_;
      usual_ = best_of_trial_;
    }
  }

 private:
  // Some tens of milliseconds of mini-batches, of which a hundredth is spent on trials.
  static constexpr size_t kTrialEvery = 256;
  static constexpr size_t kTrialLength = 4;
  static constexpr double kWeight = 1.0 / 16;
  static constexpr double kMostOutlier = 8;
  static constexpr double kWorthwhile = 0.9;

  bool IsTrial() const { return pieces_ >= kTrialEvery; }

  bool prefers_helpers_ = true;
  size_t pieces_ = 0;         // since the last trial
  double usual_ = 0;          // time per amount of the preferred way; 0 before the first piece
  double best_of_trial_ = 0;  // of the other way
};

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_POOL_POLICY_H_
