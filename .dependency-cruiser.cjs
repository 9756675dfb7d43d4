/** Layers point one way; docs/architecture.md draws the same picture. */
const layer = (name, from, mayNot) => ({
  name,
  severity: 'error',
  from: { path: from, pathNot: '\\.test\\.ts$' },
  to: { path: mayNot },
});

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    layer('crypto-imports-nothing-of-ours', '^src/crypto/', '^src/(?!crypto/)'),
    layer('domain-imports-nothing-of-ours', '^src/domain/', '^src/(?!domain/)'),
    layer('adapters-import-domain-only', '^src/sikka/', '^src/(?!domain/|crypto/|sikka/|secrets/)'),
    layer('persistence-is-below', '^src/persistence/', '^src/(?!domain/|crypto/|persistence/|audit/)'),
    layer('secrets-are-below', '^src/secrets/', '^src/(?!domain/|crypto/|secrets/)'),
    layer('messaging-is-below', '^src/messaging/', '^src/(?!domain/|messaging/)'),
    layer('audit-is-below', '^src/audit/', '^src/(?!domain/|crypto/|audit/)'),
    layer('temporal-is-below', '^src/temporal/', '^src/(?!domain/|crypto/|temporal/)'),
    {
      name: 'workflows-see-types-only',
      severity: 'error',
      from: { path: '^src/workflows/', pathNot: '\\.test\\.ts$' },
      to: { path: '^src/(?!domain/|temporal/|workflows/)', dependencyTypesNot: ['type-only'] },
    },
    layer('product-does-not-know-the-simulator', '^src/(?!cli/)', '^simulator/'),
    layer('simulator-stands-alone', '^simulator/(?!callers/)', '^src/'),
    layer('nothing-imports-tests', '^(src|simulator|migrations)/', '^test/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default'] },
  },
};
