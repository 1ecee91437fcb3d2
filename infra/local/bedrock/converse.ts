// As much of Bedrock's Converse as the local endpoint speaks.

export type ContentBlock = {
  readonly text?: string;
  readonly toolUse?: { readonly toolUseId: string; readonly name: string; readonly input: unknown };
  readonly toolResult?: { readonly toolUseId: string; readonly content?: readonly { readonly text?: string }[]; readonly status?: string };
};

export type ConverseRequest = {
  readonly modelId: string;
  readonly messages: readonly { readonly role: string; readonly content: readonly ContentBlock[] }[];
  readonly toolConfig?: {
    readonly tools?: readonly { readonly toolSpec?: { readonly name: string } }[];
    readonly toolChoice?: { readonly tool?: { readonly name: string } };
  };
  readonly requestMetadata?: Readonly<Record<string, string>>;
};

type ConverseAnswer = { readonly content: readonly ContentBlock[]; readonly stopReason: string };

/** Who answers; throws BedrockError for what AWS would answer with an error. */
export type Answer = (request: ConverseRequest) => ConverseAnswer | Promise<ConverseAnswer>;

/** An error in AWS's shape: HTTP status and exception name. */
export class BedrockError extends Error {
  override readonly name = 'BedrockError';
  readonly status: number;
  readonly type: string;
  constructor(status: number, type: string, message: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}
