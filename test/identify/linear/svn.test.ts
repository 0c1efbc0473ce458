import { provePatternsLinear } from './prove.js';

provePatternsLinear('svn');
