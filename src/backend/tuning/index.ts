export { choosingPlan, type GivenPlan } from './choose-plan';
