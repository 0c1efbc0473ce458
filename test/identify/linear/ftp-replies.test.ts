import { provePatternsLinear } from './prove.js';

provePatternsLinear('ftp-replies');
