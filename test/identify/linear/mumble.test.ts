import { provePatternsLinear } from './prove.js';

provePatternsLinear('mumble');
