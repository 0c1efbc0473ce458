import { provePatternsLinear } from './prove.js';

provePatternsLinear('elasticsearch');
