// npm run local: keeps the stack up until Ctrl-C, and says how to talk to it.
import { openStack } from '../../infra/local/open-stack.ts';
import { type Closing, command } from './command.ts';
import { prepareOwn } from './prepare.ts';
import { openSession, ownPlace } from './session.ts';

const local = async (closing: Closing): Promise<number> => {
  const stack = await openStack({ ...ownPlace, onProgress: (line) => console.log(`  ${line}`) });
  closing(stack.stop);
  const session = await openSession({ onProgress: () => undefined });
  await prepareOwn(session);
  const { endpoints, env, info, database } = stack;
  const entry = JSON.stringify([
    {
      EventBusName: info.outputs.BusName,
      Source: 'me',
      DetailType: 'RunRequested',
      Detail: JSON.stringify({ data: { prompt: 'total order amount per customer' } }),
    },
  ]);
  console.log(`
The stack is up. Ctrl-C stops it.

  AWS        ${endpoints.aws}
  Glue       ${endpoints.glue}
  Bedrock    ${endpoints.bedrock}
  HTTP API   ${endpoints.api}   (Host: ${info.apiHost})
  PostgreSQL postgresql://${database.user}:${database.password}@${database.host}:${database.port}/${database.database}

Ask for a table with the AWS CLI (or PutEvents of any SDK):

${Object.entries(env)
  .filter(([name]) => /ENDPOINT_URL$|KEY|REGION$/.test(name))
  .map(([name, value]) => `  export ${name}=${value}`)
  .join('\n')}
  aws events put-events --entries '${entry}'

or over HTTP:

  curl -H 'Host: ${info.apiHost}' -H 'content-type: application/json' -d '{"prompt":"total order amount per customer"}' ${endpoints.aws}/start
`);
  await stack.sparkReady.then(() => console.log('Spark is warm.'));
  throw await stack.trouble;
};

await command(local);
