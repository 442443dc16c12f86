export { choosePlan, type GivenPlan } from './choose-plan';
