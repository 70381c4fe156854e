import { z } from 'zod';

/**
 * The part of the Compose specification (https://github.com/compose-spec/compose-spec) that docker-compose.yml uses,
 * strictly: a field that is not listed is a fault. The JSON schema on npm is of 2021, before `name` and `profiles` as
 * they are today; list a new field here together with its type.
 */
const Duration = z.string().regex(/^(\d+(us|ms|s|m|h))+$/);
const Size = z.string().regex(/^\d+(b|k|kb|m|mb|g|gb)$/);
const Name = z.string().regex(/^[a-zA-Z0-9._-]+$/);
/** Values must be texts: YAML would make a number of 1 and a truth of true, and Compose then guesses. */
const Environment = z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string());
const Port = z.string().regex(/^127\.0\.0\.1:\d{1,5}:\d{1,5}$/, 'a port open to this machine alone');
const Mount = z
  .string()
  .regex(/^(\.\/[\w./-]+:\/[\w./-]+:ro|[a-z]+:\/[\w./-]+)$/, 'a named volume, or a file read-only');
const Image = z
  .string()
  .regex(/^[a-z0-9./-]+:[\w.-]+$/, 'an image with a tag')
  .refine((image) => !image.endsWith(':latest'), 'a tag that stays');

const HealthCheck = z.strictObject({
  test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])], z.string()),
  interval: Duration,
  timeout: Duration,
  retries: z.int().positive(),
  start_period: Duration.optional(),
});

const Dependencies = z.union([
  z.array(Name),
  z.record(
    Name,
    z.strictObject({
      condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']),
    }),
  ),
]);

const Service = z.strictObject({
  image: Image,
  build: z.string().optional(),
  profiles: z.array(Name).optional(),
  init: z.boolean().optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']),
  user: z.string().optional(),
  read_only: z.boolean().optional(),
  tmpfs: z.array(z.string().startsWith('/')).optional(),
  shm_size: Size.optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  stop_grace_period: Duration.optional(),
  command: z.array(z.string()).optional(),
  ports: z.array(Port).optional(),
  environment: Environment.optional(),
  volumes: z.array(Mount).optional(),
  healthcheck: HealthCheck.optional(),
  depends_on: Dependencies.optional(),
  networks: z.array(Name),
});

export const ComposeFile = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
  services: z.record(Name, Service),
  networks: z.record(Name, z.strictObject({ internal: z.boolean() })),
  volumes: z.record(Name, z.null()),
});
