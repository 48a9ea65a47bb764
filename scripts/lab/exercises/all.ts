import type { Exercise } from '../exercise.ts';
import { direct } from './direct.ts';
import { encryption } from './encryption.ts';
import { failedLogin } from './failed-login.ts';
import { fanOut } from './fan-out.ts';
import { liveness } from './liveness.ts';
import { registration } from './registration.ts';

/** All exercises, in the order of the guide; the first is number 1. */
export const EXERCISES: readonly Exercise[] = [registration, failedLogin, fanOut, liveness, direct, encryption];
