import { connect } from 'node:http2';

const PROBE_TIMEOUT_MS = 1_000;
const DESCRIBE_NAMESPACE = '/temporal.api.workflowservice.v1.WorkflowService/DescribeNamespace';

/**
 * Whether a Temporal server answers for the namespace: one DescribeNamespace over plain HTTP/2. Written out by hand
 * because loading the SDK for it would block this process, and so its Ctrl-C, for a third of a second.
 */
export function answersForNamespace(address: string, namespace: string): Promise<boolean> {
  return new Promise((resolve) => {
    const session = connect(`http://${address}`);
    const finish = (isServing: boolean) => {
      clearTimeout(timer);
      session.destroy();
      resolve(isServing);
    };
    const timer = setTimeout(finish, PROBE_TIMEOUT_MS, false);
    session.on('error', () => {
      finish(false);
    });
    const request = session.request({
      ':method': 'POST',
      ':path': DESCRIBE_NAMESPACE,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    // A call that fails has its status in the headers, one that succeeds in the trailers.
    for (const event of ['response', 'trailers'] as const) {
      request.on(event, (headers: Record<string, unknown>) => {
        if (headers['grpc-status'] !== undefined) finish(headers['grpc-status'] === '0');
      });
    }
    request.on('error', () => {
      finish(false);
    });
    request.resume();
    request.end(frame(namespace));
  });
}

/** gRPC's five-byte prefix (not compressed, length) and the protobuf message {1: namespace}. */
function frame(namespace: string): Buffer {
  const name = Buffer.from(namespace, 'utf8');
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(name.length + 2, 1);
  return Buffer.concat([prefix, Buffer.from([0x0a, name.length]), name]);
}
