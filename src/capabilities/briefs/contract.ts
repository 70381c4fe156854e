export { PLATFORM_RULES } from './checks/platform-rules.ts';
