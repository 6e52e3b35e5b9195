import { findBrowser } from './test/support/find-browser.mjs';

const browser = await findBrowser();
const notRun = browser.path ? [] : [`The browser checks (test/browser) were not run: ${browser.reason}.`];

/** Tests run the TypeScript sources as ES modules through swc; types are checked apart, by `tsc`. */
export default {
  testEnvironment: 'node',
  testRegex: '(src|sandbox|demo|test)/.*\\.spec\\.ts$',
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  maxWorkers: 2,
  testTimeout: 20_000,
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  reporters: ['default', ['<rootDir>/test/support/count-reporter.mjs', { notRun }]],
  testPathIgnorePatterns: ['/node_modules/', ...(browser.path ? [] : ['<rootDir>/test/browser/'])],
  globals: { testBrowser: browser },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        sourceMaps: 'inline',
        module: { type: 'es6' },
        jsc: {
          target: 'es2024',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
      },
    ],
  },
};
