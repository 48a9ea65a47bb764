import type { Exercise } from '../exercise.ts';
import { direct } from './direct.ts';
import { encryption } from './encryption.ts';
import { failedLogin } from './failed-login.ts';
import { fanOut } from './fan-out.ts';
import { liveness } from './liveness.ts';
import { registration } from './registration.ts';

/** In the order of the guide, the first being number 1. */
export const EXERCISES: readonly Exercise[] = [registration, failedLogin, fanOut, liveness, direct, encryption];
