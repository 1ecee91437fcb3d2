// The bus on which facts are said, and the archive from which they can be replayed.
import { Duration } from 'aws-cdk-lib';
import { Archive, EventBus, Match } from 'aws-cdk-lib/aws-events';
import { Construct } from 'constructs';

export class Messaging extends Construct {
  readonly bus: EventBus;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', { eventBusName: 'datamorph', description: 'Facts of DataMorph runs.' });
    new Archive(this, 'Archive', {
      archiveName: 'datamorph',
      sourceEventBus: this.bus,
      // Everything said here. AWS's own events come to the default bus only; what glue-relay made of them is in this archive.
      eventPattern: { source: Match.exists() },
      retention: Duration.days(90),
    });
  }
}
