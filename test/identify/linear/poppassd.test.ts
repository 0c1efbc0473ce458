import { provePatternsLinear } from './prove.js';

provePatternsLinear('poppassd');
