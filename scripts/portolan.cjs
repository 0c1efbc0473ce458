#!/usr/bin/env node
// The package's command. Node compiles what follows once and keeps it where it can (22.8 and later).
require('node:module').enableCompileCache?.();
require('./lookup-bundle.cjs');
