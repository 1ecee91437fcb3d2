// The configuration of the database as a secret tells it.
import { describe, expect, it } from 'vitest';
import { ConfigIncomplete, configIn } from '../../services/adapters/config.ts';

const secret = { host: 'db.example.org', port: 5433, dbname: 'shop', username: 'datamorph', password: 'secret' };

describe('a configuration', () => {
  it('needs five entries and fills in the rest', () => {
    expect(configIn('s', secret)).toEqual({
      ...secret,
      ssl: 'verify',
      sourceSchemas: undefined,
      targetSchemas: ['datamorph_out'],
      defaultSchema: 'public',
      targetSchema: 'datamorph_out',
    });
  });

  it('may always publish to its target schema', () => {
    expect(configIn('s', { ...secret, targetSchema: 'marts', targetSchemas: ['finance'] }).targetSchemas).toEqual(['marts', 'finance']);
  });

  it('takes the port as a text, as rotation writes it', () => {
    expect(configIn('s', { ...secret, port: '5432' }).port).toBe(5432);
  });

  it.each([
    [{ host: '127.0.0.1' }, 'off'],
    [{ host: 'localhost' }, 'off'],
    [{ host: '127.0.0.1.example.org' }, 'verify'],
    [{ ssl: false }, 'off'],
    [{ ssl: true }, 'verify'],
    [{ ssl: 'require' }, 'require'],
  ])('with %o is reached with TLS: %s', (more, ssl) => {
    expect(configIn('s', { ...secret, ...more }).ssl).toBe(ssl);
  });

  it('that is incomplete names everything that is missing and no value', () => {
    const wrong = () => configIn('datamorph/config', { password: 'hunter2', port: 'x', ssl: 'maybe', sourceSchemas: 'shop' });
    expect(wrong).toThrow(ConfigIncomplete);
    expect(wrong).toThrow(
      'secret datamorph/config is incomplete: port: a number from 1 to 65535; host: a text; ssl: verify, require or off; dbname: a text; username: a text; sourceSchemas: a list of schema names',
    );
    expect(wrong).not.toThrow(/hunter2|maybe/);
    expect(() => configIn('s', '{}')).toThrow(ConfigIncomplete);
  });
});
