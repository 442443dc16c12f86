export { choosingPlan, type GivenPlan } from './choose-plan';
export { plansFile, rememberedPlans, type RememberedPlan } from './remembered-plans';
