/**
 * Lets the Temporal SDK download its dev server into a folder, by starting it once. A process of its own, because a
 * download under way cannot be called off. Argument: the folder.
 */
const { TestWorkflowEnvironment } = require('@temporalio/testing');

async function main(downloadDir) {
  const executable = { type: 'cached-download', downloadDir };
  const environment = await TestWorkflowEnvironment.createLocal({ server: { executable } });
  await environment.teardown();
}

main(process.argv[2]).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
