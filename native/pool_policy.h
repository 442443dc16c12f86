#ifndef ONELAYER_NATIVE_POOL_POLICY_H_
#define ONELAYER_NATIVE_POOL_POLICY_H_

#include <chrono>
#include <cstddef>

namespace onelayer {

// Decides whether the next piece of work is done with helpers or alone, by what either took lately.
//
// On a core that another program uses too, a helper is often away while it holds a part of the
// work, and everybody waits: with helpers a pass then takes longer than without. What is not
// preferred is tried now and then for a few pieces, the first of which pays for waking up and isn't
// counted.
class PoolPolicy {
 public:
  // Whether to take helpers for the next piece.
  bool TakesHelpers() {
    if (++since_trial_ == kTrialEvery + kTrialLength) since_trial_ = 0;
    return prefers_helpers_ != IsTrial();
  }

  // Tells what a piece took, which was done as `TakesHelpers` said. The amount of work is in any
  // unit.
  void Learn(bool with_helpers, std::chrono::nanoseconds time, double amount) {
    if (IsTrial() && since_trial_ == kTrialEvery) return;
    const double cost = static_cast<double>(time.count()) / amount;
    double& mean = costs_[with_helpers ? 1 : 0];
    mean = mean == 0 ? cost : mean + kWeight * (cost - mean);
    if (costs_[0] != 0 && costs_[1] != 0) prefers_helpers_ = costs_[1] <= costs_[0];
  }

 private:
  // Some tens of milliseconds of mini-batches, of which a hundredth is spent on trials.
  static constexpr size_t kTrialEvery = 512;
  static constexpr size_t kTrialLength = 4;
  static constexpr double kWeight = 1.0 / 8;

  bool IsTrial() const { return since_trial_ >= kTrialEvery; }

  double costs_[2] = {0, 0};  // time per amount: alone, with helpers
  bool prefers_helpers_ = true;
  size_t since_trial_ = 0;
};

}  // namespace onelayer

#endif  // ONELAYER_NATIVE_POOL_POLICY_H_
