import { provePatternsLinear } from './prove.js';

provePatternsLinear('varnish-cli');
