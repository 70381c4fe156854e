export { createSealer, isSecretsKey, SealError, type SealedFor, type Sealer } from './sealed.ts';
