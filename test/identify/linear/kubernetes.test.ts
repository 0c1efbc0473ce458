import { provePatternsLinear } from './prove.js';

provePatternsLinear('kubernetes');
